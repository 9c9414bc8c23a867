package web

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/isnad/isnad/internal/query"
	"github.com/isnad/isnad/internal/store"
)

// A keeper is a store that remembers what it has counted: the same few counts
// stand on every page of a filter, and take a tenth of a second in a large store.
// What it remembers holds for one cursor, and not longer than a minute, since
// documents without events do not move the cursor.
type keeper struct {
	store.Store
	now    func() time.Time
	mu     sync.Mutex
	info   store.Info
	asked  time.Time // when info was asked for
	cursor int64
	since  time.Time // when the first of kept was counted
	kept   map[string]any
}

const (
	infoAge = 2 * time.Second
	keptAge = time.Minute
	maxKept = 500
)

func newKeeper(s store.Store, now func() time.Time) *keeper {
	return &keeper{Store: s, now: now, kept: map[string]any{}}
}

// Info implements store.Store, as it was up to two seconds ago.
func (k *keeper) Info(ctx context.Context) (store.Info, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	now := k.now()
	if k.asked.IsZero() || now.Sub(k.asked) > infoAge {
		x, err := k.Store.Info(ctx)
		if err != nil {
			return x, err
		}
		k.info, k.asked = x, now
	}
	if k.info.Cursor != k.cursor || now.Sub(k.since) > keptAge || len(k.kept) > maxKept {
		clear(k.kept)
		k.cursor, k.since = k.info.Cursor, now
	}
	return k.info, nil
}

// remember asks once. What is given out is shared: callers do not change it.
func remember[T any](ctx context.Context, k *keeper, key string, ask func() (T, error)) (T, error) {
	info, err := k.Info(ctx)
	if err != nil {
		var none T
		return none, err
	}
	key = fmt.Sprintf("%d %s", info.Cursor, key)
	k.mu.Lock()
	x, ok := k.kept[key]
	k.mu.Unlock()
	if ok {
		return x.(T), nil
	}
	out, err := ask()
	if err == nil {
		k.mu.Lock()
		k.kept[key] = out
		k.mu.Unlock()
	}
	return out, err
}

// Count implements store.Store.
func (k *keeper) Count(ctx context.Context, q query.Query) (store.Count, error) {
	return remember(ctx, k, "count "+q.String(), func() (store.Count, error) { return k.Store.Count(ctx, q) })
}

// Series implements store.Store.
func (k *keeper) Series(ctx context.Context, q query.Query, by store.Unit, split string) ([]store.Point, error) {
	return remember(ctx, k, fmt.Sprintf("series %s %s %s", by, split, q), func() ([]store.Point, error) { return k.Store.Series(ctx, q, by, split) })
}

// Top implements store.Store.
func (k *keeper) Top(ctx context.Context, q query.Query, field string, limit int) ([]store.Tally, error) {
	return remember(ctx, k, fmt.Sprintf("top %s %d %s", field, limit, q), func() ([]store.Tally, error) { return k.Store.Top(ctx, q, field, limit) })
}

// Outlets implements store.Store.
func (k *keeper) Outlets(ctx context.Context) ([]store.Outlet, error) {
	return remember(ctx, k, "outlets", func() ([]store.Outlet, error) { return k.Store.Outlets(ctx) })
}

// Days implements store.Store.
func (k *keeper) Days(ctx context.Context) ([]string, error) {
	return remember(ctx, k, "days", func() ([]string, error) { return k.Store.Days(ctx) })
}

// Places implements store.Store.
func (k *keeper) Places(ctx context.Context, q query.Query, admin1 bool, limit int) (store.Places, error) {
	return remember(ctx, k, fmt.Sprintf("places %v %d %s", admin1, limit, q), func() (store.Places, error) { return k.Store.Places(ctx, q, admin1, limit) })
}

type pairs struct {
	rows  []store.Pair
	total int
}

// Pairs implements store.Store.
func (k *keeper) Pairs(ctx context.Context, q query.Query, limit int) ([]store.Pair, int, error) {
	p, err := remember(ctx, k, fmt.Sprintf("pairs %d %s", limit, q), func() (pairs, error) {
		rows, total, err := k.Store.Pairs(ctx, q, limit)
		return pairs{rows, total}, err
	})
	return p.rows, p.total, err
}

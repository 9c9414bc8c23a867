package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/isnad/isnad/internal/search"
)

// Names implements Store, by outlet, month and wording. outlet "" takes all.
func (s *DB) Names(ctx context.Context, entity, outlet string) ([]Naming, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT coalesce(o.name, ''), n.month, n.text, n.reports FROM naming n LEFT JOIN outlet o ON o.n = n.outlet
		WHERE n.entity = (SELECT n FROM entity WHERE id = ?1) AND n.reports > 0 AND (?2 = '' OR o.key = ?2) ORDER BY 1, 2, n.reports DESC, 3`, entity, search.Fold(outlet))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Naming
	for rows.Next() {
		var n Naming
		if err := rows.Scan(&n.Outlet, &n.Month, &n.Text, &n.Count); err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, rows.Err()
}

// Entities implements Store, by id.
func (s *DB) Entities(ctx context.Context, name string, p Page) ([]Entity, string, error) {
	limit := p.limit()
	cond, args := "e.id > ?", []any{p.Cursor}
	if key := search.Fold(name); key != "" {
		cond += " AND (e.id = ? OR e.n IN (SELECT entity FROM entity_name WHERE instr(key, ?) > 0))"
		args = append(args, name, key)
	}
	rows, err := s.db.QueryContext(ctx, `SELECT e.id, coalesce(e.name, ''), coalesce(e.name_en, ''), coalesce(e.kind, ''), coalesce(e.country, ''),
		(SELECT coalesce(sum(reports), 0) FROM naming x WHERE x.entity = e.n) FROM entity e WHERE `+cond+" ORDER BY e.id LIMIT ?", append(args, limit+1)...)
	if err != nil {
		return nil, "", fmt.Errorf("list entities: %w", err)
	}
	defer rows.Close()
	var out []Entity
	for rows.Next() {
		var e Entity
		if err := rows.Scan(&e.ID, &e.Name, &e.NameEn, &e.Kind, &e.Country, &e.Reports); err != nil {
			return nil, "", err
		}
		out = append(out, e)
	}
	next := ""
	if len(out) > limit {
		out = out[:limit]
		next = out[limit-1].ID
	}
	return out, next, rows.Err()
}

// Entity implements Store.
func (s *DB) Entity(ctx context.Context, id string) (Entity, error) {
	e := Entity{ID: id}
	var n int64
	err := s.db.QueryRowContext(ctx, "SELECT n, coalesce(name, ''), coalesce(name_en, ''), coalesce(kind, ''), coalesce(country, '') FROM entity WHERE id = ?", id).
		Scan(&n, &e.Name, &e.NameEn, &e.Kind, &e.Country)
	if errors.Is(err, sql.ErrNoRows) {
		return e, fmt.Errorf("entity %q: %w", id, ErrNotFound)
	}
	if err != nil {
		return e, err
	}
	rows, err := s.db.QueryContext(ctx, "SELECT text, '', sum(reports) r, sum(happenings) FROM naming WHERE entity = ? AND reports > 0 GROUP BY text ORDER BY r DESC, text LIMIT 100", n)
	if err != nil {
		return e, err
	}
	if e.Names, err = tallies(rows); err != nil {
		return e, err
	}
	err = s.db.QueryRowContext(ctx, "SELECT coalesce(sum(reports), 0) FROM naming WHERE entity = ?", n).Scan(&e.Reports)
	return e, err
}

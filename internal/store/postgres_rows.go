package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// A server is asked once for many rows, by statements that are the same for any
// number of them: parameters are columns, not fields, and a connection parses each
// statement once.

// columnTypes are the types of the columns of each table, in their order.
func columnTypes(ctx context.Context, db querier) (map[string][]string, error) {
	rows, err := db.QueryContext(ctx, `SELECT c.relname, format_type(a.atttypid, NULL) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
		WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped ORDER BY c.relname, a.attnum`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string][]string{}
	for rows.Next() {
		var table, kind string
		if err := rows.Scan(&table, &kind); err != nil {
			return nil, err
		}
		out[table] = append(out[table], kind)
	}
	return out, rows.Err()
}

// insertColumns is the statement of rows and its parameters, one for each column.
func (r *rows) insertColumns() (string, []any) {
	types := r.w.s.columns[r.table]
	var from, to []string
	for i, kind := range types {
		sent := kind
		if kind == "tsvector" { // the driver knows no lists of these
			sent = "text"
		}
		from, to = append(from, "?::"+sent+"[]"), append(to, fmt.Sprintf("c%d::%s", i, kind))
	}
	names := make([]string, len(types))
	for i := range names {
		names[i] = fmt.Sprint("c", i)
	}
	columns := make([]any, r.columns)
	for c := range columns {
		column := make([]any, 0, len(r.args)/r.columns)
		for i := c; i < len(r.args); i += r.columns {
			column = append(column, r.args[i])
		}
		columns[c] = r.w.s.b.values(column)
	}
	return "INSERT INTO " + r.table + " SELECT " + strings.Join(to, ", ") + " FROM unnest(" + strings.Join(from, ", ") + ") u(" + strings.Join(names, ", ") + ")" + r.tail, columns
}

// lookUpNamed finds the happenings and entities of documents that are to be put.
func (w *writer) lookUpNamed(ctx context.Context, docs []*Doc) error {
	var happenings, entities []string
	asked := map[string]bool{}
	for _, d := range docs {
		for i := range d.Events {
			e := &d.Events[i]
			if id := w.s.b.text(string(e.Happening)); id != "" {
				if _, known := w.happenings[id]; !known {
					w.happenings[id] = nil
					happenings = append(happenings, id)
				}
			}
			for _, g := range parties(e) {
				for k := range g.who {
					m := &g.who[k]
					if m.ID == "" && m.Name == "" {
						continue
					}
					if id := w.entityID(m); !asked[id] && w.entities[id] == 0 {
						asked[id] = true
						entities = append(entities, id)
					}
				}
			}
		}
	}
	if len(happenings) > 0 {
		err := w.eachFound(ctx, "SELECT id, n, reports FROM happening WHERE id = ANY(?::text[])", happenings, func(rows *sql.Rows) error {
			var id string
			var g happening
			if err := rows.Scan(&id, &g.n, &g.reports); err != nil {
				return err
			}
			w.happenings[id] = &g
			return nil
		})
		if err != nil {
			return err
		}
	}
	if len(entities) == 0 {
		return nil
	}
	return w.eachFound(ctx, "SELECT id, n FROM entity WHERE id = ANY(?::text[])", entities, func(rows *sql.Rows) error {
		var id string
		var n int64
		if err := rows.Scan(&id, &n); err != nil {
			return err
		}
		w.entities[id] = n
		return nil
	})
}

func (w *writer) eachFound(ctx context.Context, stmt string, ids []string, f func(*sql.Rows) error) error {
	rows, err := w.tx.QueryContext(ctx, stmt, ids)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

func segmentsPostgres(ctx context.Context, w *writer, changes []change, have map[segmentKey][]byte) error {
	if len(changes) == 0 {
		return nil
	}
	fields, values, ks := make([]string, len(changes)), make([]string, len(changes)), make([]int64, len(changes))
	for i := range changes {
		fields[i], values[i], ks[i] = changes[i].field, changes[i].value, changes[i].k
	}
	rows, err := w.tx.QueryContext(ctx, `SELECT b.field, b.value, b.segment, b.data FROM unnest(?::text[], ?::text[], ?::bigint[]) u(f, v, k)
		JOIN bits b ON b.field = u.f AND b.value = u.v AND b.segment = u.k`, fields, values, ks)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var at segmentKey
		var data []byte
		if err := rows.Scan(&at.field, &at.value, &at.k, &data); err != nil {
			return err
		}
		have[at] = data
	}
	return rows.Err()
}

package neostore

import (
	"context"
	"fmt"
	"hash/maphash"
	"iter"

	"waymark/schema"
)

// batch is some rows of one kind, sent as one statement.
type batch struct {
	text string
	rows []any
}

// batcher cuts the records of a release into batches. It remembers of each node
// only its type, under a hash of its id: two ids of one hash would lose a
// relationship, which the count at the end would show.
type batcher struct {
	model   *schema.Schema
	release string
	size    int
	seed    maphash.Seed
	types   map[uint64]uint16 // place in model.Nodes, by hashed id
	places  map[string]uint16 // place in model.Nodes, by type
}

func newBatcher(model *schema.Schema, release string, size int) *batcher {
	b := &batcher{model: model, release: release, size: size,
		seed: maphash.MakeSeed(), types: map[uint64]uint16{}, places: map[string]uint16{}}
	for i, n := range model.Nodes {
		b.places[n.Name] = uint16(i)
	}
	return b
}

// nodes gives the nodes in batches of one type each.
func (b *batcher) nodes(records Records) iter.Seq2[batch, error] {
	return func(yield func(batch, error) bool) {
		kept := newHeaps[uint16](b.size)
		for record, err := range records {
			if err != nil {
				yield(batch{}, err)
				return
			}
			place, known := b.places[record.Type]
			if !known {
				yield(batch{}, fmt.Errorf("record %s: the schema has no type %q", record.ID, record.Type))
				return
			}
			b.types[maphash.String(b.seed, record.ID)] = place
			full := kept.add(place, properties(b.model.Nodes[place], record, b.release))
			if full != nil && !yield(batch{b.createNodes(place), full}, nil) {
				return
			}
		}
		for place, rows := range kept.rest() {
			if !yield(batch{b.createNodes(place), rows}, nil) {
				return
			}
		}
	}
}

func (b *batcher) createNodes(place uint16) string {
	return "UNWIND $rows AS row CREATE (n:`" + b.model.Nodes[place].Label + "`) SET n = row"
}

// edgeKind is what relationships of one statement have in common: the types at
// their ends and the relationship's own.
type edgeKind struct {
	from, to uint16
	outgoing int
}

// edges gives the relationships in batches of one kind each. It comes after nodes.
func (b *batcher) edges(records Records) iter.Seq2[batch, error] {
	return func(yield func(batch, error) bool) {
		kept := newHeaps[edgeKind](b.size)
		for record, err := range records {
			if err != nil {
				yield(batch{}, err)
				return
			}
			for i, targets := range record.Edges {
				for _, target := range targets {
					k := edgeKind{b.places[record.Type], b.types[maphash.String(b.seed, target)], i}
					full := kept.add(k, []any{record.ID, target})
					if full != nil && !yield(batch{b.createEdges(k), full}, nil) {
						return
					}
				}
			}
		}
		for k, rows := range kept.rest() {
			if !yield(batch{b.createEdges(k), rows}, nil) {
				return
			}
		}
	}
}

func (b *batcher) createEdges(k edgeKind) string {
	from, to := b.model.Nodes[k.from], b.model.Nodes[k.to]
	return "UNWIND $rows AS row " +
		"MATCH (a:`" + from.Label + "` {release: $release, id: row[0]}) " +
		"MATCH (b:`" + to.Label + "` {release: $release, id: row[1]}) " +
		"CREATE (a)-[:`" + from.Outgoing[k.outgoing].Type + "`]->(b)"
}

// heaps gathers rows by kind until a heap is full.
type heaps[K comparable] struct {
	size  int
	kinds []K // in the order in which they were met
	rows  map[K][]any
}

func newHeaps[K comparable](size int) *heaps[K] {
	return &heaps[K]{size: size, rows: map[K][]any{}}
}

// add puts a row onto its heap and gives the heap if that is full now.
func (h *heaps[K]) add(kind K, row any) []any {
	rows, met := h.rows[kind]
	if !met {
		h.kinds = append(h.kinds, kind)
	}
	rows = append(rows, row)
	if len(rows) < h.size {
		h.rows[kind] = rows
		return nil
	}
	h.rows[kind] = nil
	return rows
}

// rest gives the heaps that are not full, in the order of their first rows.
func (h *heaps[K]) rest() iter.Seq2[K, []any] {
	return func(yield func(K, []any) bool) {
		for _, kind := range h.kinds {
			if rows := h.rows[kind]; len(rows) > 0 && !yield(kind, rows) {
				return
			}
		}
	}
}

// made is a batch that was made ahead, or why it could not be.
type made struct {
	batch
	err error
}

// ahead makes the next batch while the one before is being written. It ends when
// ctx does.
func ahead(ctx context.Context, list iter.Seq2[batch, error]) <-chan made {
	out := make(chan made)
	go func() {
		defer close(out)
		for b, err := range list {
			select {
			case out <- made{b, err}:
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}

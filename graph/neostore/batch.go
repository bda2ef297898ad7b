package neostore

import (
	"context"
	"fmt"
	"hash/maphash"
	"iter"
	"strconv"
	"strings"

	"waymark/schema"
)

// batch is some rows of one kind, sent as one statement.
type batch struct {
	text    string
	rows    []any
	created func(ids []string) error // told the element ids of the nodes made; nil: not asked
}

// batcher cuts the records of a release into batches. It remembers where Neo4j put
// each node, so that relationships find their ends without an index and with one
// statement a type of relationship: 16 bytes a node, and the room that a map needs.
type batcher struct {
	model   *schema.Schema
	release string
	size    int
	seed    maphash.Seed
	places  map[uint64]int64 // the number in the node's element id, by hashed id
	prefix  string           // of all element ids of the database
}

func newBatcher(model *schema.Schema, release string, size int) *batcher {
	return &batcher{model: model, release: release, size: size,
		seed: maphash.MakeSeed(), places: map[uint64]int64{}}
}

// nodes gives the nodes in batches of one type each.
func (b *batcher) nodes(records Records) iter.Seq2[batch, error] {
	return func(yield func(batch, error) bool) {
		kept := newHeaps[*schema.Node](b.size)
		for record, err := range records {
			if err != nil {
				yield(batch{}, err)
				return
			}
			n := b.model.Node(record.Type)
			if n == nil {
				yield(batch{}, fmt.Errorf("record %s: the schema has no type %q", record.ID, record.Type))
				return
			}
			full := kept.add(n, properties(n, record, b.release))
			if full != nil && !yield(b.createNodes(n, full), nil) {
				return
			}
		}
		for n, rows := range kept.rest() {
			if !yield(b.createNodes(n, rows), nil) {
				return
			}
		}
	}
}

func (b *batcher) createNodes(n *schema.Node, rows []any) batch {
	return batch{
		text:    "UNWIND $rows AS row CREATE (n:`" + n.Label + "`) SET n = row RETURN elementId(n)",
		rows:    rows,
		created: func(ids []string) error { return b.remember(rows, ids) },
	}
}

// remember keeps where the nodes of some rows are.
func (b *batcher) remember(rows []any, elements []string) error {
	for i, element := range elements {
		id, _ := rows[i].(map[string]any)["id"].(string)
		cut := strings.LastIndexByte(element, ':') + 1
		number, err := strconv.ParseInt(element[cut:], 10, 64)
		if err != nil || b.prefix != "" && b.prefix != element[:cut] {
			return fmt.Errorf("neostore: the element id %q is of no known form", element)
		}
		b.prefix = element[:cut]
		hash := maphash.String(b.seed, id)
		if _, taken := b.places[hash]; taken {
			return fmt.Errorf("neostore: the id %q stands twice, or two ids hash alike; load again", id)
		}
		b.places[hash] = number
	}
	return nil
}

// edges gives the relationships in batches of one type each. It comes after nodes.
func (b *batcher) edges(records Records) iter.Seq2[batch, error] {
	return func(yield func(batch, error) bool) {
		kept := newHeaps[string](b.size)
		for record, err := range records {
			if err != nil {
				yield(batch{}, err)
				return
			}
			n := b.model.Node(record.Type)
			for i, targets := range record.Edges {
				for _, target := range targets {
					typ := n.Outgoing[i].Type
					full := kept.add(typ, []any{b.element(record.ID), b.element(target)})
					if full != nil && !yield(createEdges(typ, full), nil) {
						return
					}
				}
			}
		}
		for typ, rows := range kept.rest() {
			if !yield(createEdges(typ, rows), nil) {
				return
			}
		}
	}
}

// element gives a node's element id; one that is not there gives an id that no
// node has, and the count at the end tells.
func (b *batcher) element(id string) string {
	place, known := b.places[maphash.String(b.seed, id)]
	if !known {
		place = -1
	}
	return b.prefix + strconv.FormatInt(place, 10)
}

func createEdges(typ string, rows []any) batch {
	return batch{rows: rows, text: "UNWIND $rows AS row " +
		"MATCH (a) WHERE elementId(a) = row[0] " +
		"MATCH (b) WHERE elementId(b) = row[1] " +
		"CREATE (a)-[:`" + typ + "`]->(b)"}
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

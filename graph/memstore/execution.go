package memstore

import (
	"context"
	"slices"
	"sort"

	"waymark/graph/plan"
	"waymark/graph/store"
	"waymark/schema"
)

// execution is one run of a program.
type execution struct {
	*snapshot
	ctx      context.Context
	args     plan.Args
	operands []operand
	result   *store.Result
	limit    int // rows; 0: no bound

	out      []byte
	root     int
	keyed    string   // id of the keyed node that is being written
	path     []stage  // where the writer is, below the root
	numbers  []uint32 // scratch: candidates of all reads under way, innermost last
	keys     []uint64 // scratch: sort keys
	patience int      // nodes to be looked at before the context is asked again
	err      error    // ends the execution; a missing value does not
}

// operand is an argument, ready for comparing.
type operand struct {
	value   schema.Value
	after   [2]uint32 // dayOperand: ranks of the first dates after the day
	numbers []uint32  // numbersOperand
}

// stage is one step of a path: a response key, or a place in a list where key is empty.
type stage struct {
	key   string
	place int
}

// run executes the program.
func (p *program) run(ctx context.Context, args plan.Args, limit int) (*store.Result, error) {
	x := p.execution(ctx, args, limit)
	defer p.recycle(x)
	if x.ask(); x.err != nil {
		return nil, x.err
	}
	for i, r := range p.roots {
		x.root = i
		if x.readRoot(r); x.err != nil {
			return nil, x.err
		}
	}
	if n := int64(len(x.out)); n > p.size.Load() {
		p.size.Store(n)
	}
	return x.result, nil
}

// execution makes an execution, with the scratch of a former one where there is one.
func (p *program) execution(ctx context.Context, args plan.Args, limit int) *execution {
	x, ok := p.spare.Get().(*execution)
	if !ok {
		x = &execution{snapshot: p.snapshot, operands: make([]operand, len(p.operands))}
	}
	x.ctx, x.args, x.limit = ctx, args, limit
	x.result = &store.Result{Release: p.snapshot.info.ID, Data: make([][]byte, len(p.roots)), Keyed: make([]map[string][]byte, len(p.roots))}
	x.out = make([]byte, 0, p.size.Load())
	for i, spec := range p.operands {
		x.operands[i] = x.operand(spec)
	}
	return x
}

// recycle keeps the scratch and lets go of everything else.
func (p *program) recycle(x *execution) {
	clear(x.operands)
	*x = execution{
		snapshot: x.snapshot, operands: x.operands,
		path: x.path[:0], numbers: x.numbers[:0], keys: x.keys[:0],
	}
	p.spare.Put(x)
}

func (x *execution) operand(spec operandSpec) operand {
	v := x.args[spec.arg]
	switch spec.form {
	case foldedOperand:
		return operand{value: fold(v)}
	case dayOperand:
		var o operand
		for i, r := range spec.days {
			o.after[i] = uint32(sort.Search(len(r.keys), func(k int) bool { return r.keys[k].Text > v.Text }))
		}
		return o
	case numbersOperand:
		return operand{numbers: x.numbersOf(v)}
	default:
		return operand{value: v}
	}
}

// numbersOf gives the numbers of the nodes that have one of the ids, ascending.
func (x *execution) numbersOf(v schema.Value) []uint32 {
	ids := v.List
	if v.Kind == schema.TextValue {
		ids = []schema.Value{v}
	}
	var numbers []uint32
	for _, id := range ids {
		if n, ok := x.snapshot.numbers[id.Text]; ok && !id.IsNull() {
			numbers = append(numbers, n)
		}
	}
	slices.Sort(numbers)
	return numbers
}

func fold(v schema.Value) schema.Value {
	switch v.Kind {
	case schema.TextValue:
		return schema.Text(schema.Fold(v.Text))
	case schema.ListValue:
		list := make([]schema.Value, len(v.List))
		for i, e := range v.List {
			list[i] = fold(e)
		}
		return schema.Value{Kind: schema.ListValue, List: list}
	default:
		return v
	}
}

// alive counts one more node looked at and reports whether the execution may go
// on; now and then it asks the context.
func (x *execution) alive() bool {
	x.patience--
	return x.patience > 0 || x.ask()
}

// ask asks the context. Once it has ended, every question is asked again.
func (x *execution) ask() bool {
	if err := x.ctx.Err(); err != nil {
		x.err = &store.Error{Kind: store.Unavailable, Message: "the answer took too long or was given up", Err: err}
	}
	if x.err == nil {
		x.patience = 1024
	}
	return x.err == nil
}

// readRoot reads one root into the result.
func (x *execution) readRoot(r *read) {
	start, base := len(x.out), len(x.numbers)
	x.path = x.path[:0]
	x.start(r)
	x.keep(r, base)
	written := false
	switch r.form {
	case plan.Keyed:
		x.writeKeyed(r, base)
		return
	case plan.One:
		if len(x.numbers) > base {
			written = x.node(x.numbers[base], r.objects)
		}
	case plan.Connection:
		written = x.connection(r, base)
	default:
		written = x.list(r, x.page(r, base))
	}
	x.numbers = x.numbers[:base]
	if written {
		x.result.Data[x.root] = x.out[start:len(x.out):len(x.out)]
	}
}

// writeKeyed writes one value for each node.
func (x *execution) writeKeyed(r *read, base int) {
	found := make(map[string][]byte, len(x.numbers)-base)
	x.result.Keyed[x.root] = found
	for _, n := range x.numbers[base:] {
		start := len(x.out)
		x.keyed, x.path = x.records[n].ID, x.path[:0]
		if x.node(n, r.objects) {
			found[x.keyed] = x.out[start:len(x.out):len(x.out)]
		}
		if x.err != nil {
			return
		}
	}
	x.keyed, x.numbers = "", x.numbers[:base]
}

package memstore

import (
	"sync"
	"sync/atomic"

	"waymark/graph/plan"
	"waymark/schema"
)

// program is a plan, compiled for one snapshot: columns are numbers, relationships
// are hops, and what stands between two values of a response is one text.
type program struct {
	snapshot *snapshot
	plan     *plan.Plan
	roots    []*read
	operands []operandSpec // what is made of the arguments before an execution
	size     atomic.Int64  // bytes of the largest result: the next buffer's capacity
	spare    sync.Pool     // *execution, for their scratch
}

// read is a compiled plan.Read.
type read struct {
	form    plan.Form
	nonNull bool
	types   typeSet
	anchor  anchor
	hops    []*hop // by type of the parent; nil: no node has one
	within  []bool // by type of the parent: every target is of the types
	period  *period
	where   filter
	sort    []order
	limit   plan.Arg
	offset  plan.Arg
	window  plan.Window
	orders  []plan.Order // of a connection's cursors
	page    *page
	objects []*object // by type of the node
}

// order is a compiled plan.Order.
type order struct {
	*ranking
	properties []int // by type
	typ        schema.Type
	descending bool
}

// anchor is a compiled plan.Anchor.
type anchor struct {
	types   []int
	lookups []map[string][]uint32 // by place in types; nil: scan
	typ     schema.Type           // of the property looked up
	arg     plan.Arg
	via     []step
}

// step is a compiled plan.Step.
type step struct {
	hops   []*hop
	types  typeSet
	period *period
	where  filter
}

// period keeps the nodes of dated types that hold on a day.
type period struct {
	dated    typeSet
	from, to *ranking
	day      int // place in the operands
}

// object is what is written of a node of one type, or of a value object in it.
type object struct {
	fields []field
	end    string // what follows the last field
}

// field is one value of an object and the text before it.
type field struct {
	before  string
	kind    fieldKind
	nonNull bool
	cell    int   // cellField, listField: the property
	cells   []int // firstField: properties; embeddedField: those that tell that it is there
	key     string
	object  *object // embeddedField
	read    *read   // relatedField
}

type fieldKind uint8

const (
	cellField     fieldKind = iota // a property
	listField                      // a list property, where nothing is the empty list
	firstField                     // the first of several properties that has a value
	embeddedField                  // a value object
	relatedField                   // other nodes
)

// page is a compiled connection.
type page struct {
	fields []pageField
	end    string
	counts bool // totalCount is asked for
}

type pageField struct {
	before string
	kind   plan.PageKind
	key    string
	edges  []edgeField // PageEdges
	info   []infoField // PageInfo
	end    string      // of an edge or of the info
}

type edgeField struct {
	before  string
	kind    plan.EdgeKind
	key     string
	objects []*object // EdgeNode
}

type infoField struct {
	before string
	kind   plan.InfoKind
}

// operandSpec says how an argument is made ready for comparing.
type operandSpec struct {
	arg  plan.Arg
	form operandForm
	days [2]*ranking // dayOperand
}

type operandForm uint8

const (
	exactOperand   operandForm = iota // texts as they are, other values as they are
	foldedOperand                     // texts folded
	dayOperand                        // places of a day among the dates
	numbersOperand                    // ids as numbers of nodes, ascending
)

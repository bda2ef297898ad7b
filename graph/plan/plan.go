package plan

import "waymark/schema"

// Plan is everything that one operation reads from a store. It is a value:
// execution never changes it, and one plan serves many executions at once.
type Plan struct {
	Roots    []*Root     // reads, in response order; keyed ones last
	Computed []*Computed // computed root fields
	Params   []Param     // what each numbered argument is
}

// Args are the values of one execution, by parameter number.
type Args []schema.Value

// Arg is the number of a parameter; NoArg stands for none.
type Arg int

// NoArg is the Arg of an absent argument.
const NoArg Arg = -1

// Param describes one parameter, for the printed plan and for a store that
// must convert it.
type Param struct {
	Name string // for people: asOf, where.name.contains
	Type schema.Type
	List bool
}

// Root is one read that begins at the graph, not at a node.
type Root struct {
	Key  string // response key; for a keyed read the path of response keys: assess/results/entitlement
	Read *Read
}

// Form tells what a read yields.
type Form uint8

// The forms of a read. Keyed yields a finished value for each id of
// Anchor.Arg: the graph nodes below a computed type.
const (
	List Form = iota
	One
	Connection
	Keyed
)

// Read is a set of nodes and what is taken from each. Filter, then sort, then
// page, always; ties and an absent Sort are settled by id.
type Read struct {
	Form    Form
	NonNull bool           // a One that must be there
	Types   []*schema.Node // the concrete types it may yield, SDL order
	Anchor  Anchor         // roots only: where to begin
	Hop     *Hop           // nested only: how to come here from the parent
	AsOf    Arg            // keeps nodes of dated types that hold at this date; NoArg: all times
	Where   Expr           // nil: all
	Sort    []Order
	Limit   Arg // List only
	Offset  Arg // List only
	Window  Window
	Page    []PageField // Connection only
	Select  []Case      // all other forms
}

// Hop is one relationship, walked from its parent.
type Hop struct {
	Type      string
	Direction schema.Direction
}

// Anchor is the set of nodes that a root read begins with.
type Anchor struct {
	Kind     AnchorKind
	Types    []*schema.Node // of the nodes found first; for Scan and Lookup without Via the read's own
	Property string         // Lookup: column with a key or an index
	Arg      Arg            // Lookup: one value, or a list of them
	Via      []Step         // from the nodes found first to the read's, nearest first; results are distinct
}

// AnchorKind tells how an anchor finds its nodes.
type AnchorKind uint8

// Scan takes all nodes of the types; Lookup those whose property equals a value.
const (
	Scan AnchorKind = iota
	Lookup
)

// Step walks from an anchor's node towards the read's nodes. Where and AsOf
// hold for the nodes it leaves from.
type Step struct {
	Hop   Hop
	Types []*schema.Node // of the nodes it leads to
	AsOf  Arg
	Where Expr
}

// Window is the page of a connection; at most one of First and Last is set by
// the planner's rules. After and Before are decoded cursors.
type Window struct{ First, After, Last, Before Arg }

// Order sorts by one column. Nulls come last in both directions; text by its
// collation key.
type Order struct {
	Column     string
	Type       schema.Type
	Descending bool
}

// Case is what is taken from nodes of certain types.
type Case struct {
	Types  []*schema.Node
	Fields []Field
}

// Field is one entry of a response object: Typename, Scalar, Embedded or Related.
type Field interface{ field() }

// Typename is the name of the node's concrete type, or Name where it is not empty.
type Typename struct {
	Key  Key
	Name string
}

// Scalar is a stored property: the first of Columns that is not null. The first
// Asked of them are what is asked for; the rest stand in the schema's own order.
type Scalar struct {
	Key     Key
	Columns []string
	Asked   int
	Type    schema.Type
	List    bool
	NonNull bool
}

// Embedded is a value object: null where all of Presence are null.
type Embedded struct {
	Key      Key
	Type     string
	Presence []string
	NonNull  bool
	Fields   []Field // Typename, Scalar and Embedded
}

// Related is what is read from other nodes: a list, one node or null, or a
// connection.
type Related struct {
	Key  Key
	Read *Read
}

func (Typename) field() {}
func (Scalar) field()   {}
func (Embedded) field() {}
func (Related) field()  {}

// Key is a response key and its encoded form.
type Key struct {
	Name string
	JSON string // "name":
}

// PageField is one entry of a connection object.
type PageField struct {
	Key      Key
	Kind     PageKind
	Typename string      // Typename
	Edges    []EdgeField // Edges
	Info     []InfoField // PageInfo
}

// PageKind names the entries of a connection object.
type PageKind uint8

// The entries of a connection object.
const (
	PageTypename PageKind = iota
	PageEdges
	PageTotalCount
	PageInfo
)

// EdgeField is one entry of an edge.
type EdgeField struct {
	Key      Key
	Kind     EdgeKind
	Typename string
	Select   []Case // EdgeNode
}

// EdgeKind names the entries of an edge.
type EdgeKind uint8

// The entries of an edge.
const (
	EdgeTypename EdgeKind = iota
	EdgeCursor
	EdgeNode
)

// InfoField is one entry of a PageInfo.
type InfoField struct {
	Key      Key
	Kind     InfoKind
	Typename string
}

// InfoKind names the entries of a PageInfo.
type InfoKind uint8

// The entries of a PageInfo.
const (
	InfoTypename InfoKind = iota
	InfoHasNextPage
	InfoHasPreviousPage
	InfoStartCursor
	InfoEndCursor
)

// Computed is a root field that the answer package evaluates.
type Computed struct {
	Key   string        // response key
	Name  string        // schema field: assess
	AsOf  Arg           // the date of what is read below it: null where none was given, and then for the evaluation to fill; NoArg: the field has no date
	Args  []ComputedArg // coerced, in SDL order, absent ones left out
	Reads []int         // the keyed roots below it, as places in Plan.Roots
}

// ComputedArg is a coerced argument of a computed field. It is not part of the
// shape: its value is in Args, where Value is not NoArg, or has Fields.
type ComputedArg struct {
	Name   string
	Value  Arg           // a scalar, an enum or a list of them
	Fields []ComputedArg // an input object
}

package schema

// Schema is the annotated SDL, read: what the graph is made of, in the order in
// which the SDL says it. It is immutable after Load.
type Schema struct {
	Nodes      []*Node      // object types with @node
	Interfaces []*Interface // interfaces over node types
	Unions     []*Union     // unions of node types
	Embedded   []*Embedded  // object types with @embedded
	Computed   []*Computed  // object types with @computed
	Inputs     []*Input     // input types written by hand
	Enums      []*Enum
	Scalars    []*Scalar
	Queries    []*Query // root fields declared by hand: computed ones
	Hash       string   // SHA-256 of the SDL files, hex: two servers with one hash read one graph

	names index
}

// Node is one kind of node of the graph: an SDL object type with @node.
type Node struct {
	Name          string // SDL type and Go name: PermitType
	Label         string // Neo4j label
	Plural        string // root list field: permitTypes
	Section       string // YAML section: permits
	IRI           string // the standard's class, for example cpsv:PublicService; may be empty
	Description   string
	Fields        []*Field        // as GraphQL shows them, SDL order
	Properties    []*Property     // as stored, flattened, SDL order
	Relationships []*Relationship // fields with @relationship, SDL order
	Outgoing      []*Relationship // the stored ones: direction OUT, SDL order
	Interfaces    []*Interface
	Dated         bool // implements Dated: has from and to, and asOf filters it
	Sourced       bool // implements Sourced: has statements
	Pos           Pos
}

// Field is one GraphQL field of a node, interface or embedded type. Exactly one
// of Property, Localized, Embedded and Relationship says where its value is.
type Field struct {
	Name         string
	Description  string
	IRI          string
	NonNull      bool
	Property     *Property      // a stored scalar or list of scalars
	Localized    []*Property    // one property a language, in fallback order
	Embedded     *EmbeddedField // a value object, stored as several properties
	Relationship *Relationship
	Seed         Seed // how a seed file writes it
	Pos          Pos
}

// Property is one stored property of a node.
type Property struct {
	Name     string // GraphQL path: name, duration.length, name.it
	Column   string // stored name: name, duration_length, name_it
	Type     Type
	Enum     *Enum // where Type is EnumType
	List     bool
	NonNull  bool
	Key      bool // @key: unique over the type; id always is
	Indexed  bool // @indexed or Key
	Fulltext bool
	Language string // of a localized text, BCP 47: it
	Index    int    // place in Node.Properties; -1 in an interface or an embedded type
}

// EmbeddedField is a field whose type is an @embedded object.
type EmbeddedField struct {
	Type   *Embedded
	Fields []*Field // the embedded type's fields, bound to this node's properties
}

// Embedded is a value object without identity: Quantity, Term, Money.
type Embedded struct {
	Name        string
	Description string
	Fields      []*Field // unbound: Property.Column is relative
	Pos         Pos
}

// Relationship is a field that leads to other nodes.
type Relationship struct {
	Name       string // GraphQL field: providers
	Type       string // Neo4j relationship type: PROVIDED_BY
	Direction  Direction
	List       bool
	NonNull    bool
	Target     string  // SDL type as written: a node type, an interface or a union
	Targets    []*Node // the concrete types, SDL order
	Connection bool    // @connection: also offered with cursors
	Index      int     // OUT of a node type only: place in Node.Outgoing; else -1
	Seed       Seed
}

// Direction tells which end stores a relationship.
type Direction uint8

// OUT leaves the node that has the field; IN arrives at it.
const (
	Out Direction = iota
	In
)

// Interface is an SDL interface over node types.
type Interface struct {
	Name        string
	Plural      string // root list field; empty: none
	Description string
	Fields      []*Field
	Nodes       []*Node // implementing node types, SDL order
	Pos         Pos
}

// Union is an SDL union of node types.
type Union struct {
	Name        string
	Description string
	Nodes       []*Node
	Pos         Pos
}

// Enum is a closed list of codes.
type Enum struct {
	Name        string
	Description string
	Values      []EnumValue
	Pos         Pos
}

// EnumValue is one code of an enum: EU_TRANSITIONAL, in seed files eu-transitional.
type EnumValue struct {
	Name        string
	Description string
	IRI         string
}

// Computed is an object type that is evaluated, not stored: an assessment.
type Computed struct {
	Name        string
	Description string
	Implements  []string // interfaces, as written
	Fields      []*Signature
	Pos         Pos
}

// Input is an input type written by hand.
type Input struct {
	Name        string
	Description string
	Fields      []*Signature
	Pos         Pos
}

// Query is a root field written by hand in the SDL.
type Query struct {
	Name        string
	Description string
	Type        string // result type as written: Assessment!
	Args        []*Signature
	Pos         Pos
}

// Signature is a field, an argument or an input field of what is written by
// hand: the public schema shows it as it is declared.
type Signature struct {
	Name        string
	Description string
	Type        string // as written: [ID!]!
	Default     string // as written; empty: none
	Args        []*Signature
	Pos         Pos
}

// Scalar is a custom scalar of the SDL.
type Scalar struct {
	Name        string
	Description string
}

// Seed tells how a seed file writes a field.
type Seed struct {
	Key  string   // YAML key; default: the field's name in snake_case
	Form SeedForm // how the value is read; default Plain
	Role string   // with Form RoleForm: the enum value of RoleKind that the entry gives
}

// SeedForm is a way of writing a value in a seed file.
type SeedForm uint8

// The forms of a value in a seed file.
const (
	Plain        SeedForm = iota // scalar, list, embedded value, or reference by key
	Derived                      // the loader works it out; a file must not write it
	Owned                        // entries written inside this one: provisions of an instrument
	RoleForm                     // references to organizations that also make a Role
	Conditions                   // `if:`, a map of circumstances
	Completeness                 // `only_way_for:`
	Effect                       // `grants:` or `denies:`
)

// Type is the scalar type of a property.
type Type uint8

// The scalar types. Dates are ISO 8601 calendar dates and order as text;
// durations are kept as printed and are not ordered.
const (
	ID Type = iota
	String
	Int
	Float
	Boolean
	Date
	DateTime
	Duration
	URI
	CountryCode
	EnumType
)

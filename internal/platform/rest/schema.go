package rest

import (
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// schemas is the registry of JSON Schemas. It differs from huma's own in that a name carries its context, so that two
// contexts may each have a type Seat; that ids and money have their true form; and that unknown fields are let through.
type schemas struct {
	context string // whose routes are being registered: types without a name are named after it
	named   map[string]*huma.Schema
	types   map[string]reflect.Type
}

const schemaPrefix = "#/components/schemas/"

func newSchemas() *schemas {
	return &schemas{named: map[string]*huma.Schema{}, types: map[string]reflect.Type{}}
}

var (
	uuidType    = reflect.TypeFor[id.UUID]()
	decimalType = reflect.TypeFor[money.Decimal]()
	idPackage   = reflect.TypeFor[id.Seeded]().PkgPath()
)

// Schema returns the type's schema, or a reference to it.
func (s *schemas) Schema(t reflect.Type, allowRef bool, hint string) *huma.Schema {
	base := indirect(t)
	nullable := t.Kind() == reflect.Pointer
	switch {
	case base == uuidType || base.Kind() == reflect.Array && base.PkgPath() == idPackage:
		return &huma.Schema{Type: huma.TypeString, Format: "uuid", Nullable: nullable}
	case base == decimalType:
		return &huma.Schema{Type: huma.TypeNumber, Format: "decimal", Nullable: nullable}
	case base.Kind() == reflect.Slice || base.Kind() == reflect.Array:
		t = base
	}
	if !referable(base) {
		return huma.SchemaFromType(s, t)
	}
	name := s.name(base, hint)
	if _, known := s.types[name]; !known {
		s.types[name] = base
		s.named[name] = &huma.Schema{} // for types that refer to themselves
		made := huma.SchemaFromType(s, base)
		if made.AdditionalProperties == false {
			made.AdditionalProperties = nil
		}
		s.embed(made, base)
		s.named[name] = made
	}
	if allowRef {
		return &huma.Schema{Ref: schemaPrefix + name}
	}
	return s.named[name]
}

// embed describes what a type embeds by a type that is not exported, too: JSON reads and writes its fields, which huma passes over. What
// the type has itself stands; what it embeds by a pointer may be missing.
func (s *schemas) embed(made *huma.Schema, t reflect.Type) {
	more := false
	for i := range t.NumField() {
		f := t.Field(i)
		if !f.Anonymous || f.IsExported() || indirect(f.Type).Kind() != reflect.Struct {
			continue
		}
		part := huma.SchemaFromType(s, indirect(f.Type))
		s.embed(part, indirect(f.Type))
		if made.Properties == nil {
			made.Properties = map[string]*huma.Schema{}
		}
		for name, property := range part.Properties {
			if _, own := made.Properties[name]; own {
				continue
			}
			made.Properties[name] = property
			if f.Type.Kind() != reflect.Pointer && slices.Contains(part.Required, name) {
				made.Required = append(made.Required, name)
			}
		}
		more = true
	}
	if more {
		slices.Sort(made.Required)
		made.PrecomputeMessages()
	}
}

// referable reports whether a type has a schema of its own: a struct that is not written as a string.
func referable(t reflect.Type) bool {
	if t.Kind() != reflect.Struct {
		return false
	}
	p := reflect.PointerTo(t)
	return !p.Implements(schemaProvider) && !p.Implements(textUnmarshaler)
}

var (
	schemaProvider  = reflect.TypeFor[huma.SchemaProvider]()
	textUnmarshaler = reflect.TypeFor[interface{ UnmarshalText([]byte) error }]()
)

// name is the context's name and the type's: reservation in inventoryhttp is InventoryReservation. A type without a name is
// called after its place, and numbered where another already is.
func (s *schemas) name(t reflect.Type, hint string) string {
	owner := strings.TrimSuffix(t.PkgPath()[strings.LastIndex(t.PkgPath(), "/")+1:], "_test")
	if owner == "rest" {
		owner = ""
	}
	if t.Name() == "" {
		owner = s.context
	}
	name := title(strings.TrimSuffix(owner, "http")) + title(huma.DefaultSchemaNamer(t, hint))
	for n, numbered := 2, name; ; n++ {
		switch known, taken := s.types[numbered]; {
		case !taken || known == t:
			return numbered
		case t.Name() != "":
			panic("two types are called " + name + ": " + known.String() + " and " + t.String())
		}
		numbered = name + strconv.Itoa(n)
	}
}

func indirect(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t
}

// SchemaFromRef follows a reference.
func (s *schemas) SchemaFromRef(ref string) *huma.Schema {
	return s.named[strings.TrimPrefix(ref, schemaPrefix)]
}

// TypeFromRef returns the type behind a reference.
func (s *schemas) TypeFromRef(ref string) reflect.Type {
	return s.types[strings.TrimPrefix(ref, schemaPrefix)]
}

// Map returns all schemas by name.
func (s *schemas) Map() map[string]*huma.Schema { return s.named }

// MarshalJSON writes the schemas by name.
func (s *schemas) MarshalJSON() ([]byte, error) { return json.Marshal(s.named) }

// RegisterTypeAlias is not used here.
func (s *schemas) RegisterTypeAlias(_, _ reflect.Type) {}

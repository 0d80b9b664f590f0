package events_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/speckit/ticketing/contracts"
	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// schemaOf compiles a topic's schema, formats included.
func schemaOf(t *testing.T, topic string) *jsonschema.Schema {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource(topic, load(t, "events/"+topic+".v1.json")); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile(topic)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func load(t *testing.T, name string) any {
	t.Helper()
	b, err := contracts.Events.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestEveryExampleFitsItsSchemaAndItsStruct(t *testing.T) {
	t.Parallel()
	for _, c := range events.Contracts {
		t.Run(c.Topic(), func(t *testing.T) {
			t.Parallel()
			example := load(t, "events/examples/"+c.Topic()+".v1.json")
			if err := schemaOf(t, c.Topic()).Validate(example); err != nil {
				t.Fatal(err)
			}
			raw, _ := contracts.Events.ReadFile("events/examples/" + c.Topic() + ".v1.json")
			fact := reflect.New(reflect.TypeOf(c.Fact))
			strict := json.NewDecoder(bytes.NewReader(raw))
			strict.DisallowUnknownFields()
			if err := strict.Decode(fact.Interface()); err != nil {
				t.Fatalf("struct does not read the example: %v", err)
			}
			again, err := json.Marshal(fact.Elem().Interface())
			if err != nil {
				t.Fatal(err)
			}
			written, _ := jsonschema.UnmarshalJSON(bytes.NewReader(again))
			if diff := cmp.Diff(example, written); diff != "" {
				t.Fatalf("struct and example differ (-example +struct):\n%s", diff)
			}
		})
	}
}

func TestSchemaAndStructNameTheSameFields(t *testing.T) {
	t.Parallel()
	for _, c := range events.Contracts {
		schema := load(t, "events/"+c.Topic()+".v1.json").(map[string]any)
		example := load(t, "events/examples/"+c.Topic()+".v1.json").(map[string]any)
		for name := range schema["properties"].(map[string]any) {
			if _, ok := example[name]; !ok {
				t.Errorf("%s: the example lacks %s", c.Topic(), name)
			}
		}
		for name := range example {
			if _, ok := schema["properties"].(map[string]any)[name]; !ok {
				t.Errorf("%s: the schema lacks %s", c.Topic(), name)
			}
		}
	}
}

func TestASchemaRefusesAMessageWithoutARequiredField(t *testing.T) {
	t.Parallel()
	for _, c := range events.Contracts {
		schema := schemaOf(t, c.Topic())
		for _, name := range load(t, "events/"+c.Topic()+".v1.json").(map[string]any)["required"].([]any) {
			example := load(t, "events/examples/"+c.Topic()+".v1.json").(map[string]any)
			delete(example, name.(string))
			if schema.Validate(example) == nil {
				t.Errorf("%s: passes without %s", c.Topic(), name)
			}
		}
	}
}

func TestEverySchemaBelongsToATopic(t *testing.T) {
	t.Parallel()
	files, err := fs.Glob(contracts.Events, "events/*.json")
	if err != nil {
		t.Fatal(err)
	}
	var topics []string
	for _, c := range events.Contracts {
		topics = append(topics, c.Topic())
	}
	if len(files) != len(topics) {
		t.Errorf("%d schemas for %d topics", len(files), len(topics))
	}
	for _, f := range files {
		if topic := strings.TrimSuffix(strings.TrimPrefix(f, "events/"), ".v1.json"); !slices.Contains(topics, topic) {
			t.Errorf("%s belongs to no topic", f)
		}
	}
}

func TestNoMessageCarriesWhatOnlyItsOwnerMayTell(t *testing.T) {
	t.Parallel()
	for _, c := range events.Contracts {
		for name := range load(t, "events/"+c.Topic()+".v1.json").(map[string]any)["properties"].(map[string]any) {
			for _, forbidden := range []string{"mail", "holder", "customername", "token", "secretsealed"} {
				if strings.Contains(strings.ToLower(name), forbidden) {
					t.Errorf("%s carries %s", c.Topic(), name)
				}
			}
		}
	}
}

func TestAnUnreadableMessageIsSaidToBe(t *testing.T) {
	t.Parallel()
	_, err := work.Open[events.OrderPaid](work.Envelope{Topic: "order-paid", Payload: []byte(`{"orderId": 7}`)})
	if _, ok := err.(*work.Unreadable); !ok { //nolint:errorlint // the very type is the promise
		t.Fatalf("got %v", err)
	}
}

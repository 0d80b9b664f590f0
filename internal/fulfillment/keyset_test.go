package fulfillment

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestKeysSurviveTheirJSONForm(t *testing.T) {
	t.Parallel()
	keys := keysOf(seededKey('a'), seededKey('b'))
	content, err := json.Marshal(keys)
	if err != nil {
		t.Fatal(err)
	}
	got, err := ParseKeySet(content)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(keys, got); diff != "" {
		t.Error(diff)
	}
	if _, err := Verify(got, Sign(seededKey('b'), someClaims())); err != nil {
		t.Errorf("a door with the published keys refuses a good code: %v", err)
	}
	want := fmt.Sprintf(`{"keys":[{"kid":"%s","kty":"OKP","crv":"Ed25519","x":"`, KeyID(keys[0]))
	if !strings.HasPrefix(string(content), want) {
		t.Errorf("%s does not begin with %s", content, want)
	}
	if empty, err := json.Marshal(KeySet{}); err != nil || string(empty) != `{"keys":[]}` {
		t.Errorf("no keys are written %s, error %v", empty, err)
	}
}

func TestForeignKeysArePassedOverAndDamagedOnesAreNot(t *testing.T) {
	t.Parallel()
	good, err := json.Marshal(keysOf(seededKey('a')))
	if err != nil {
		t.Fatal(err)
	}
	entry := strings.TrimSuffix(strings.TrimPrefix(string(good), `{"keys":[`), `]}`)
	name := KeyID(keysOf(seededKey('a'))[0])
	for why, test := range map[string]struct {
		content string
		keys    int // negative: an error
	}{
		"a key of another type beside ours": {`{"keys":[{"kid":"x","kty":"RSA","n":"AQ","e":"AQAB"},` + entry + `]}`, 1},
		"a key of another curve":            {`{"keys":[` + strings.Replace(entry, "Ed25519", "X25519", 1) + `]}`, 0},
		"members that we do not know":       {`{"more":1,"keys":[` + strings.Replace(entry, `{`, `{"use":"sig",`, 1) + `]}`, 1},
		"the same key twice":                {`{"keys":[` + entry + `,` + entry + `]}`, 1},
		"another name":                      {`{"keys":[` + strings.Replace(entry, name, "00000000", 1) + `]}`, -1},
		"too short a key":                   {`{"keys":[{"kid":"` + name + `","kty":"OKP","crv":"Ed25519","x":"AAAA"}]}`, -1},
		"not base64":                        {`{"keys":[{"kid":"` + name + `","kty":"OKP","crv":"Ed25519","x":"+/=="}]}`, -1},
		"no list":                           {`{}`, -1},
		"another document":                  {`[1,2]`, -1},
		"no JSON":                           {`keys`, -1},
	} {
		keys, err := ParseKeySet([]byte(test.content))
		if (err != nil) != (test.keys < 0) || err == nil && len(keys) != test.keys {
			t.Errorf("%s: %d keys, error %v", why, len(keys), err)
		}
	}
}

package fulfillment

import (
	"crypto/ed25519"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
)

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

// seededKey returns a key that depends on the seed alone.
func seededKey(seed byte) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed([]byte(strings.Repeat(string(rune(seed)), ed25519.SeedSize)))
}

func keysOf(keys ...ed25519.PrivateKey) KeySet {
	var set KeySet
	for _, key := range keys {
		set = append(set, key.Public().(ed25519.PublicKey))
	}
	return set
}

func someClaims() Claims {
	return Claims{
		EventID: id.Named(id.Nil, "event"), TicketID: id.Named(id.Nil, "ticket"), SeatLabel: "Platea C-14",
		Number: "T7K4M2QX", IssuedAt: time.Date(2026, 11, 1, 9, 30, 0, 0, time.UTC), Revision: 1,
	}
}

func refused(t *testing.T, keys KeySet, code, why string) {
	t.Helper()
	claims, err := Verify(keys, code)
	if !errors.Is(err, ErrInvalidCode) || !fault.Is(err, fault.Declined) || claims != (Claims{}) {
		t.Errorf("%s: got %+v, error %v", why, claims, err)
	}
}

func TestACodeGivesItsClaimsBack(t *testing.T) {
	t.Parallel()
	key := seededKey('a')
	rapid.Check(t, func(t *rapid.T) {
		want := someClaims()
		want.EventID = id.UUID(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "event"))
		want.TicketID = id.UUID(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "ticket"))
		want.SeatLabel = rapid.StringN(0, -1, SeatLabelMax).Draw(t, "label")
		want.Number = rapid.StringN(0, -1, NumberMax).Draw(t, "number")
		want.IssuedAt = time.Unix(rapid.Int64Range(-1<<33, 1<<40).Draw(t, "issued"), 0).UTC()
		want.Revision = rapid.Uint16().Draw(t, "revision")
		got, err := Verify(keysOf(seededKey('b'), key), Sign(key, want))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestACodeIsShortAndOfCapitalsAndDigits(t *testing.T) {
	t.Parallel()
	code := Sign(seededKey('a'), someClaims())
	if !strings.HasPrefix(code, codePrefix) || strings.Trim(code[len(codePrefix):], alphabet) != "" {
		t.Errorf("a symbol cannot hold %q densely", code)
	}
	const version9M = 262 // alphanumeric capacity of a symbol of 53 × 53 modules at level M
	if len(code) > version9M {
		t.Errorf("%d characters", len(code))
	}
	long := someClaims()
	long.Number, long.SeatLabel = strings.Repeat("9", 500), strings.Repeat("Ω", 500)
	code = Sign(seededKey('a'), long)
	got, err := Verify(keysOf(seededKey('a')), code)
	if err != nil || len(code) != codeMax || got.Number != long.Number[:NumberMax] || got.SeatLabel != long.SeatLabel[:SeatLabelMax] {
		t.Errorf("long texts gave %d characters, %+v, error %v", len(code), got, err)
	}
}

func TestLongTextsAreCutAtAWholeCharacterAndInvalidOnesMended(t *testing.T) {
	t.Parallel()
	claims := someClaims()
	claims.SeatLabel, claims.Number = "x"+strings.Repeat("🎸", 30), "\xff7"
	got, err := Verify(keysOf(seededKey('a')), Sign(seededKey('a'), claims))
	if err != nil || got.SeatLabel != "x"+strings.Repeat("🎸", 11) || got.Number != "?7" {
		t.Errorf("%+v, error %v", got, err)
	}
}

func TestEveryIssueOfATicketHasAnotherCode(t *testing.T) {
	t.Parallel()
	first, again := someClaims(), someClaims()
	again.Revision++
	if Sign(seededKey('a'), first) == Sign(seededKey('a'), again) {
		t.Error("a re-issue in the same second has the old code")
	}
	if once, again := Sign(seededKey('a'), first), Sign(seededKey('a'), first); once != again {
		t.Error("signing is not repeatable")
	}
}

func TestSmallLettersAndSpaceAroundACodeAreForgiven(t *testing.T) {
	t.Parallel()
	keys, code := keysOf(seededKey('a')), Sign(seededKey('a'), someClaims())
	for _, text := range []string{strings.ToLower(code), "  " + code + "\r\n", "\t" + code[:40] + strings.ToLower(code[40:])} {
		if _, err := Verify(keys, text); err != nil {
			t.Errorf("%.20q…: %v", text, err)
		}
	}
}

func TestACodeWithAnyCharacterAlteredIsRefused(t *testing.T) {
	t.Parallel()
	keys, code := keysOf(seededKey('a')), Sign(seededKey('a'), someClaims())
	for i := range code {
		for step := 1; step < len(alphabet); step += 10 {
			other := alphabet[(strings.IndexByte(alphabet, code[i])+step+len(alphabet))%len(alphabet)]
			if other != code[i] {
				refused(t, keys, code[:i]+string(other)+code[i+1:], "altered")
			}
		}
		refused(t, keys, code[:i]+code[i+1:], "a character less")
		refused(t, keys, code[:i], "cut")
	}
	last := len(code) - 1
	for _, other := range alphabet { // the last character has bits that carry nothing
		if byte(other) != code[last] {
			refused(t, keys, code[:last]+string(other), "another last character")
		}
	}
}

func TestTextsThatOnlyResembleACodeAreRefused(t *testing.T) {
	t.Parallel()
	keys, code := keysOf(seededKey('a')), Sign(seededKey('a'), someClaims())
	for why, text := range map[string]string{
		"nothing": "", "the prefix alone": codePrefix, "another version's prefix": "ST2" + code[3:], "no prefix": code[3:],
		"a line break inside": code[:50] + "\n" + code[50:], "a space inside": code[:50] + " " + code[50:],
		"padding": code + "=", "twice": code + code, "endless": strings.Repeat(code, 10_000), "NUL": code + "\x00",
		"a letter that only folds to ours": strings.Replace(code, "S", "ſ", 1), "not UTF-8": "\xff" + code,
	} {
		refused(t, keys, text, why)
	}
}

func TestForgedSignaturesAreRefused(t *testing.T) {
	t.Parallel()
	ours, theirs := seededKey('a'), seededKey('b')
	keys := keysOf(ours)
	refused(t, keys, Sign(theirs, someClaims()), "a stranger's key")
	refused(t, KeySet{}, Sign(ours, someClaims()), "no keys at all")
	refused(t, KeySet{nil, []byte("short")}, Sign(ours, someClaims()), "broken keys")

	payload := someClaims().payload(keyID(keys[0]))
	for why, signature := range map[string][]byte{
		"a stranger's signature under our key's name": ed25519.Sign(theirs, signed(payload)),
		"our signature of a payload without prefix":   ed25519.Sign(ours, payload),
		"no signature": make([]byte, ed25519.SignatureSize),
	} {
		refused(t, keys, codePrefix+codeText.EncodeToString(append(payload[:len(payload):len(payload)], signature...)), why)
	}
}

func TestSignedNonsenseIsRefused(t *testing.T) {
	t.Parallel()
	key := seededKey('a')
	good := someClaims().payload(keyID(keysOf(key)[0]))
	edit := func(change func([]byte) []byte) string {
		payload := change(append([]byte(nil), good...))
		return codePrefix + codeText.EncodeToString(append(payload, ed25519.Sign(key, signed(payload))...))
	}
	if _, err := Verify(keysOf(key), edit(func(p []byte) []byte { return p })); err != nil {
		t.Fatalf("the unedited payload is refused: %v", err)
	}
	for why, code := range map[string]string{
		"another version":         edit(func(p []byte) []byte { p[0] = 2; return p }),
		"more than the claims":    edit(func(p []byte) []byte { return append(p, 0) }),
		"a text beyond the end":   edit(func(p []byte) []byte { p[fixedSize] = 255; return p }),
		"texts missing":           edit(func(p []byte) []byte { return p[:fixedSize] }),
		"a label that is missing": edit(func(p []byte) []byte { return p[:fixedSize+1+int(p[fixedSize])] }),
		"a number not UTF-8":      edit(func(p []byte) []byte { p[fixedSize+1] = 0xff; return p }),
	} {
		refused(t, keysOf(key), code, why)
	}
}

func FuzzVerify(f *testing.F) {
	key := seededKey('a')
	code := Sign(key, someClaims())
	for _, seed := range []string{code, strings.ToLower(code), codePrefix, codePrefix + "AAAA", "", code[:len(code)-1], Sign(seededKey('b'), someClaims())} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		claims, err := Verify(keysOf(key), text)
		if err != nil {
			if !errors.Is(err, ErrInvalidCode) {
				t.Fatalf("a text was refused with %v", err)
			}
			return
		}
		if Sign(key, claims) != strings.ToUpper(strings.TrimSpace(text)) {
			t.Fatalf("%q was accepted and is not what we sign", text)
		}
	})
}

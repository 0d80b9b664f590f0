package fulfillment

import (
	"crypto/ed25519"
	"encoding/base32"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// An admission code is a text for a QR symbol:
//
//	"ST1" base32(payload ‖ signature)
//
// in the capitals and digits of RFC 4648 without padding, which a symbol holds in its dense alphanumeric mode. The payload is
//
//	version 1 byte (1) | key id 4 | event id 16 | ticket id 16 | issued 8, Unix seconds | revision 2 |
//	number: length 1, UTF-8 | seat label: length 1, UTF-8
//
// big-endian, and the signature is Ed25519 (RFC 8032) over "ST1" ‖ payload. Each claim has one encoding, so a ticket
// has one code until it is issued again.
const (
	codePrefix  = "ST1"
	codeVersion = 1
	// fixedSize is what comes before the two texts.
	fixedSize = 1 + keyIDSize + 16 + 16 + 8 + 2
	// NumberMax and SeatLabelMax bound the texts in a code, in bytes, so that the symbol stays small; longer ones are cut.
	NumberMax    = 32
	SeatLabelMax = 48
)

// codeMax is the longest text that can be a code.
var codeMax = len(codePrefix) + codeText.EncodedLen(fixedSize+1+NumberMax+1+SeatLabelMax+ed25519.SignatureSize)

var codeText = base32.StdEncoding.WithPadding(base32.NoPadding)

// ErrInvalidCode says that a text is no admission code of ours: damaged, made up, or signed by a key that we do not have.
var ErrInvalidCode = fault.New(fault.Declined, "invalid_code",
	"This is not one of our ticket codes, or it was damaged. Nobody was admitted; scan it again or find the ticket by its number.")

// Claims are what a code says about its ticket, for a door without network. Whether the ticket was used or issued again is not in it.
type Claims struct {
	EventID   id.UUID
	TicketID  id.UUID
	SeatLabel string // for people at the door: section, row and seat
	Number    string
	IssuedAt  time.Time // in whole seconds
	Revision  uint16    // rises with each issue of the ticket, so that every issue has another code
}

// Sign returns the code of the claims. The same key and claims give the same code. [Verify] gives the claims back with
// the time cut to seconds and the texts cut to their bounds at a whole character.
func Sign(key ed25519.PrivateKey, claims Claims) string {
	public := key.Public().(ed25519.PublicKey)
	payload := claims.payload(keyID(public))
	return codePrefix + codeText.EncodeToString(append(payload, ed25519.Sign(key, signed(payload))...))
}

// Verify checks a code against the keys and returns its claims, else [ErrInvalidCode]. Small letters and white space
// around the code are forgiven, since people and scanners add them; any other difference is not.
func Verify(keys KeySet, text string) (Claims, error) {
	claims, err := verify(keys, text)
	if err != nil {
		return Claims{}, ErrInvalidCode.Because(err)
	}
	return claims, nil
}

func verify(keys KeySet, text string) (Claims, error) {
	raw, err := decode(text)
	if err != nil {
		return Claims{}, err
	}
	if len(raw) < fixedSize+2+ed25519.SignatureSize {
		return Claims{}, errors.New("the code is too short")
	}
	payload, signature := raw[:len(raw)-ed25519.SignatureSize], raw[len(raw)-ed25519.SignatureSize:]
	if payload[0] != codeVersion {
		return Claims{}, fmt.Errorf("version %d of codes is unknown", payload[0])
	}
	if !keys.verifies([keyIDSize]byte(payload[1:]), signed(payload), signature) {
		return Claims{}, errors.New("no known key made this signature")
	}
	return readClaims(payload)
}

// decode reads the text strictly: base32 as such leaves room for other texts with the same bytes.
func decode(text string) ([]byte, error) {
	text = strings.TrimSpace(text)
	if len(text) > codeMax {
		return nil, errors.New("the code is too long")
	}
	text = strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' {
			return r - 'a' + 'A'
		}
		return r
	}, text)
	encoded, ok := strings.CutPrefix(text, codePrefix)
	if !ok {
		return nil, errors.New("the code does not begin as ours do")
	}
	raw, err := codeText.DecodeString(encoded)
	if err != nil {
		return nil, fmt.Errorf("decode base32: %w", err)
	}
	if codeText.EncodeToString(raw) != encoded {
		return nil, errors.New("the code is not in its one written form")
	}
	return raw, nil
}

// signed is the message under the signature. The prefix keeps a signature made here from meaning anything elsewhere.
func signed(payload []byte) []byte { return append([]byte(codePrefix), payload...) }

func (c Claims) payload(key [keyIDSize]byte) []byte {
	out := make([]byte, 0, fixedSize+2+NumberMax+SeatLabelMax+ed25519.SignatureSize)
	out = append(out, codeVersion)
	out = append(out, key[:]...)
	out = append(out, c.EventID[:]...)
	out = append(out, c.TicketID[:]...)
	out = binary.BigEndian.AppendUint64(out, uint64(c.IssuedAt.Unix())) // #nosec G115 -- two's complement, read back as such
	out = binary.BigEndian.AppendUint16(out, c.Revision)
	for _, text := range []string{shorten(c.Number, NumberMax), shorten(c.SeatLabel, SeatLabelMax)} {
		out = append(out, byte(len(text))) // #nosec G115 -- both bounds are below 256
		out = append(out, text...)
	}
	return out
}

// readClaims reads a payload whose signature was found good and whose fixed part is there.
func readClaims(payload []byte) (Claims, error) {
	rest := payload[1+keyIDSize:]
	claims := Claims{
		EventID:  id.UUID(rest[:16]),
		TicketID: id.UUID(rest[16:32]),
		IssuedAt: time.Unix(int64(binary.BigEndian.Uint64(rest[32:])), 0).UTC(), // #nosec G115 -- as it was written
		Revision: binary.BigEndian.Uint16(rest[40:]),
	}
	rest = rest[42:]
	for _, text := range []*string{&claims.Number, &claims.SeatLabel} {
		if len(rest) == 0 || len(rest) < 1+int(rest[0]) {
			return Claims{}, errors.New("a text is longer than the code")
		}
		end := 1 + int(rest[0])
		*text, rest = string(rest[1:end]), rest[end:]
	}
	if len(rest) > 0 || !utf8.ValidString(claims.Number) || !utf8.ValidString(claims.SeatLabel) {
		return Claims{}, errors.New("the claims are malformed")
	}
	return claims, nil
}

// shorten cuts a text to at most limit bytes of whole characters.
func shorten(text string, limit int) string {
	text = strings.ToValidUTF8(text, "?")
	if len(text) <= limit {
		return text
	}
	for !utf8.RuneStart(text[limit]) {
		limit--
	}
	return text[:limit]
}

package rest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/speckit/ticketing/internal/kernel/fault"
)

// Limits on any JSON that we read.
const (
	maxDepth  = 32
	maxText   = 64 << 10 // bytes of one string
	maxNumber = 40       // characters of one number
)

var errBadJSON = fault.New(fault.Invalid, "invalid_json", "The body is not valid JSON. Nothing was changed.")

// DecodeJSON reads a whole JSON document with the door's checks. What it refuses is a fault of kind Invalid.
func DecodeJSON(data []byte, v any) error {
	if err := checkJSON(data); err != nil {
		return err
	}
	if err := readJSON(data, v); err != nil {
		return errBadJSON.Saying("The body is not valid: %s. Nothing was changed.", clip(err.Error(), 200))
	}
	return nil
}

// checkJSON refuses what a decoder would silently repair or take in one of two ways: invalid UTF-8, half surrogates, NUL,
// a key twice in one object (also in other letters, since fields match without case), absurd numbers, texts and depths.
func checkJSON(data []byte) error {
	if !utf8.Valid(data) {
		return errBadJSON.Saying("The body is not valid UTF-8. Nothing was changed.")
	}
	if !json.Valid(data) {
		return errBadJSON.Saying("The body is not valid JSON%s. Nothing was changed.", syntaxAt(data))
	}
	if err := (&scanner{data: data}).scan(); err != nil {
		return errBadJSON.Saying("The body is not acceptable: %s. Nothing was changed.", err)
	}
	return nil
}

func syntaxAt(data []byte) string {
	var syntax *json.SyntaxError
	if err := json.Unmarshal(data, &struct{}{}); errors.As(err, &syntax) {
		return fmt.Sprintf(" (at byte %d)", syntax.Offset)
	}
	return ""
}

// scanner walks JSON that is known to be well-formed.
type scanner struct {
	data   []byte
	at     int
	levels []level
}

// level is an object or array that is open.
type level struct {
	object  bool
	wantKey bool
	keys    map[string]struct{}
}

func (s *scanner) scan() error {
	for s.at < len(s.data) {
		switch c := s.data[s.at]; {
		case c == '{' || c == '[':
			if len(s.levels) == maxDepth {
				return fmt.Errorf("it is nested more than %d deep", maxDepth)
			}
			s.levels = append(s.levels, level{object: c == '{', wantKey: c == '{'})
			s.at++
		case c == '}' || c == ']':
			s.levels = s.levels[:len(s.levels)-1]
			s.at++
		case c == ',':
			top := &s.levels[len(s.levels)-1]
			top.wantKey = top.object
			s.at++
		case c == '"':
			if err := s.text(); err != nil {
				return err
			}
		case c == '-' || c >= '0' && c <= '9':
			if err := s.number(); err != nil {
				return err
			}
		default:
			s.at++
		}
	}
	return nil
}

// text checks a string and, where it is a key, that its object has it once.
func (s *scanner) text() error {
	start := s.at
	plain := true
	for s.at++; s.data[s.at] != '"'; s.at++ {
		switch c := s.data[s.at]; {
		case c == '\\':
			plain = false
			if err := s.escape(); err != nil {
				return err
			}
		case c >= utf8.RuneSelf:
			plain = false
		}
	}
	s.at++
	literal := s.data[start:s.at]
	if len(literal) > maxText {
		return fmt.Errorf("a text is longer than %d bytes", maxText)
	}
	if n := len(s.levels); n > 0 && s.levels[n-1].wantKey {
		return s.levels[n-1].take(literal, plain)
	}
	return nil
}

// escape moves over an escape sequence up to its last byte.
func (s *scanner) escape() error {
	s.at++
	if s.data[s.at] != 'u' {
		return nil
	}
	unit := hex4(s.data[s.at+1:])
	s.at += 4
	switch {
	case unit == 0:
		return errors.New("a text has a NUL character")
	case unit >= 0xDC00 && unit <= 0xDFFF:
		return errors.New("a text is not valid Unicode")
	case unit >= 0xD800 && unit <= 0xDBFF:
		rest := s.data[s.at+1:]
		if len(rest) < 6 || rest[0] != '\\' || rest[1] != 'u' {
			return errors.New("a text is not valid Unicode")
		}
		if low := hex4(rest[2:]); low < 0xDC00 || low > 0xDFFF {
			return errors.New("a text is not valid Unicode")
		}
		s.at += 6
	}
	return nil
}

func hex4(b []byte) rune {
	var r rune
	for _, c := range b[:4] {
		r <<= 4
		switch {
		case c >= 'a':
			r |= rune(c - 'a' + 10)
		case c >= 'A':
			r |= rune(c - 'A' + 10)
		default:
			r |= rune(c - '0')
		}
	}
	return r
}

func (s *scanner) number() error {
	start := s.at
	for s.at < len(s.data) && bytes.IndexByte([]byte("+-.eE0123456789"), s.data[s.at]) >= 0 {
		s.at++
	}
	if s.at-start > maxNumber {
		return fmt.Errorf("a number has more than %d characters", maxNumber)
	}
	return nil
}

// take notes a key of the object.
func (l *level) take(literal []byte, plain bool) error {
	l.wantKey = false
	key := string(literal[1 : len(literal)-1])
	if !plain {
		if err := json.Unmarshal(literal, &key); err != nil {
			return fmt.Errorf("a key cannot be read: %w", err)
		}
	}
	sent := key
	if plain {
		key = strings.ToUpper(key)
	} else {
		key = fold(key)
	}
	if _, twice := l.keys[key]; twice {
		return fmt.Errorf("the key %q stands twice in one object", clip(sent, 60))
	}
	if l.keys == nil {
		l.keys = make(map[string]struct{}, 8)
	}
	l.keys[key] = struct{}{}
	return nil
}

// fold brings keys that encoding/json takes for the same field to one form.
func fold(key string) string {
	out := []rune(key)
	for i, r := range out {
		for { // to the smallest of the runes that differ in case only
			next := unicode.SimpleFold(r)
			if next <= r {
				out[i] = next
				break
			}
			r = next
		}
	}
	return string(out)
}

// kindName says a Go type in words for people.
func kindName(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return "text"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice, reflect.Array:
		return "a list"
	case reflect.Struct, reflect.Map:
		return "an object"
	case reflect.Float32, reflect.Float64:
		return "a number"
	default:
		return "a whole number in range"
	}
}

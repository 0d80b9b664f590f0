package catalog

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// jsonWalker goes through a JSON document member by member, so that a plan of 32 MiB is never in memory as a whole and a plan
// with too many seats is put down at the first seat too many.
type jsonWalker struct{ dec *json.Decoder }

// object calls each for every member of the object that comes next; each must read the member's value.
func (w jsonWalker) object(what string, each func(member string) error) error {
	if err := w.open(what, '{', "an object"); err != nil {
		return err
	}
	for w.dec.More() {
		token, err := w.dec.Token()
		if err != nil {
			return unreadable(err)
		}
		member, _ := token.(string)
		if err := each(member); err != nil {
			return err
		}
	}
	return w.shut()
}

// list calls each for every element of the list that comes next; each must read the element.
func (w jsonWalker) list(what string, each func(n int) error) error {
	if err := w.open(what, '[', "a list"); err != nil {
		return err
	}
	for n := 1; w.dec.More(); n++ {
		if err := each(n); err != nil {
			return err
		}
	}
	return w.shut()
}

// value reads what comes next into v.
func (w jsonWalker) value(what string, v any) error {
	err := w.dec.Decode(v)
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		if wrong.Field != "" {
			what += " (" + wrong.Field + ")"
		}
		return ErrPlan.Saying("%s has the wrong type: %.40s. Nothing was changed.", what, wrong.Value)
	}
	return unreadable(err)
}

// skip reads over what comes next: newer editors write more than we know.
func (w jsonWalker) skip() error {
	var ignored json.RawMessage
	return unreadable(w.dec.Decode(&ignored))
}

// end wants nothing but space to follow.
func (w jsonWalker) end() error {
	if _, err := w.dec.Token(); !errors.Is(err, io.EOF) {
		if err = unreadable(err); err != nil {
			return err
		}
		return ErrPlan.Saying("Something follows after the seat plan's end. Nothing was changed.")
	}
	return nil
}

func (w jsonWalker) open(what string, delim json.Delim, kind string) error {
	token, err := w.dec.Token()
	if err != nil {
		return unreadable(err)
	}
	if token != delim {
		return ErrPlan.Saying("%s must be %s. Nothing was changed.", what, kind)
	}
	return nil
}

func (w jsonWalker) shut() error {
	_, err := w.dec.Token()
	return unreadable(err)
}

// unreadable tells broken JSON, which is the sender's fault, from a reader that fails or stops at its own limit.
func unreadable(err error) error {
	var syntax *json.SyntaxError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &syntax):
		return ErrPlan.Saying("The seat plan is not JSON: see character %d. Nothing was changed.", syntax.Offset).Because(err)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return ErrPlan.Saying("The seat plan ends too early: it is empty or was cut off. Nothing was changed.").Because(err)
	default:
		return fmt.Errorf("read seat plan: %w", err)
	}
}

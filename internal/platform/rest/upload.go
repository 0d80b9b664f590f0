package rest

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"
)

// limitUpload puts limits on a body that the handler will read itself.
func (x *exchange) limitUpload(op *operation) error {
	if x.r.ContentLength > op.MaxBody {
		return &http.MaxBytesError{Limit: op.MaxBody}
	}
	if x.r.Body == nil || x.r.Body == http.NoBody {
		return nil
	}
	if err := checkMediaType(x.r); err != nil {
		return err
	}
	_ = http.NewResponseController(x.answer.to).SetReadDeadline(time.Now().Add(op.Timeout)) // not every transport has deadlines
	x.r.Body = http.MaxBytesReader(x.answer.to, x.r.Body, op.MaxBody)
	return nil
}

// bodyDigest hashes the body. One that was not read yet goes through a temporary file, since the hash is needed before the handler.
func (x *exchange) bodyDigest() ([32]byte, error) {
	if x.body != nil || x.op.kind != upload || x.r.Body == nil || x.r.Body == http.NoBody {
		return sha256.Sum256(x.body), nil
	}
	file, err := os.CreateTemp("", "speckit-upload-")
	if err != nil {
		return [32]byte{}, fmt.Errorf("keep upload: %w", err)
	}
	defer func() { _ = os.Remove(file.Name()) }() // the open file outlives its name
	h := sha256.New()
	if _, err := io.Copy(io.MultiWriter(h, file), x.r.Body); err != nil {
		return [32]byte{}, errors.Join(asBodyError(err), file.Close())
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return [32]byte{}, errors.Join(fmt.Errorf("keep upload: %w", err), file.Close())
	}
	x.r.Body = file // the server closes the connection's own body; the door closes this one
	x.spooled = file
	return [32]byte(h.Sum(nil)), nil
}

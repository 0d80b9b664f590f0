package pg

import (
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgtype"
)

// speakUUID teaches a connection to carry uuid.UUID as its 16 bytes. Without it every one of them goes by way of its text, because
// the type is a driver.Valuer: identifiers are most of what we write.
func speakUUID(types *pgtype.Map) {
	types.TryWrapEncodePlanFuncs = append([]pgtype.TryWrapEncodePlanFunc{wrapToWrite}, types.TryWrapEncodePlanFuncs...)
	types.TryWrapScanPlanFuncs = append([]pgtype.TryWrapScanPlanFunc{wrapToRead}, types.TryWrapScanPlanFuncs...)
}

// wireUUID is a uuid.UUID as pgtype wants it.
type wireUUID uuid.UUID

// UUIDValue gives the bytes.
func (w wireUUID) UUIDValue() (pgtype.UUID, error) { return pgtype.UUID{Bytes: w, Valid: true}, nil }

// ScanUUID takes the bytes.
func (w *wireUUID) ScanUUID(v pgtype.UUID) error {
	*w = v.Bytes
	return nil
}

func wrapToWrite(value any) (pgtype.WrappedEncodePlanNextSetter, any, bool) {
	if u, ok := value.(uuid.UUID); ok {
		return &writePlan{}, wireUUID(u), true
	}
	return nil, nil, false
}

type writePlan struct{ next pgtype.EncodePlan }

// SetNext names the plan that writes the bytes.
func (p *writePlan) SetNext(next pgtype.EncodePlan) { p.next = next }

// Encode writes a uuid.UUID.
func (p *writePlan) Encode(value any, buf []byte) ([]byte, error) {
	return p.next.Encode(wireUUID(value.(uuid.UUID)), buf)
}

func wrapToRead(target any) (pgtype.WrappedScanPlanNextSetter, any, bool) {
	if u, ok := target.(*uuid.UUID); ok {
		return &readPlan{}, (*wireUUID)(u), true
	}
	return nil, nil, false
}

type readPlan struct{ next pgtype.ScanPlan }

// SetNext names the plan that reads the bytes.
func (p *readPlan) SetNext(next pgtype.ScanPlan) { p.next = next }

// Scan reads into a *uuid.UUID.
func (p *readPlan) Scan(src []byte, target any) error {
	return p.next.Scan(src, (*wireUUID)(target.(*uuid.UUID)))
}

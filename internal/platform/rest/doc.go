// Package rest is the HTTP door: routes are declared once with who may call them, and everything that every route needs
// (tokens, limits, strict decoding, idempotency, problem documents, the OpenAPI description) happens here and nowhere else.
//
// A context's http package calls [Register] for an operation with JSON in and out, [Upload] for a streamed body, [Raw] for
// an answer that it writes itself and [Stream] for server-sent events. Inputs and outputs are structs in huma's style:
// fields tagged path, query, header or cookie, a Body, and in outputs Status and headers.
//
// Owns: the way from bytes to a decoded call and back. Does not own: any business rule, any storage ([AnswerStore] is given).
package rest

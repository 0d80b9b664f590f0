package rest

import (
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// describe makes the part of the description that huma needs to begin with. Limits and deadlines are the door's own.
func (op *operation) describe() huma.Operation {
	doc := huma.Operation{
		Method: op.Method, Path: op.Path, OperationID: op.ID, Summary: op.Summary, Description: op.About, Tags: []string{op.Tag},
		DefaultStatus: op.Status, MaxBodyBytes: -1, BodyReadTimeout: -1, Hidden: op.Access == Internal,
	}
	return doc
}

// complete adds what follows from the route: who may call, other statuses, failures.
func (op *operation) complete(known *schemas) {
	op.completeInput()
	op.completeSuccess(known)
	op.completeFailures()
	op.doc.Security = []map[string][]string{}
	switch op.Access {
	case Open:
	case OrderSecret, BySecret:
		op.doc.Security = []map[string][]string{{"bearer": {}}, {"secret": {}}}
	default:
		op.doc.Security = []map[string][]string{{"bearer": {}}}
	}
	op.doc.Description = strings.TrimSpace(op.doc.Description + "\n\n" + op.audience())
}

// audience says in a sentence who may call.
func (op *operation) audience() string {
	return map[Access]string{ // #nosec G101 -- sentences
		Open:           "Open to everyone.",
		Session:        "For any session: a guest's, a user's or a one-order session.",
		Account:        "For signed-in users.",
		House:          "For staff, organisers and admins.",
		HouseOrService: "For staff, organisers, admins and our own services.",
		Managers:       "For organisers and admins.",
		Admins:         "For admins.",
		OrderSecret:    "For any session of the owner, staff, or with the order's `secret`.",
		BySecret:       "With the link's `secret`, or for the account whose verified address it is; to anybody else it is not there.",
	}[op.Access]
}

func (op *operation) completeInput() {
	for _, param := range op.doc.Parameters {
		if s := param.Schema; s != nil && s.Format == "decimal" { // a parameter is text before it is a number
			s.Type, s.Format, s.Pattern = huma.TypeString, "", `^-?[0-9]{1,15}(\.[0-9]{1,6})?$`
			s.PatternDescription = "a decimal number"
			s.PrecomputeMessages()
		}
	}
	switch op.Access {
	case OrderSecret:
		op.addParam("secret", "query", "The secret of the order's link.", 256)
	case BySecret:
		op.addParam("secret", "query", "The secret of the link.", 256)
	}
	if op.Method == http.MethodPost && op.Access != Internal {
		op.addParam(keyHeader, "header", "Makes a repetition safe for 24 hours: the same request gets the first answer again. Counts only with a token.", maxKey)
	}
	if op.kind == upload {
		op.doc.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{jsonType: {Schema: &huma.Schema{}}}}
	}
	if op.kind == stream {
		op.addParam("Last-Event-ID", "header", "Go on after this event.", 256)
	}
}

func (op *operation) addParam(name, in, about string, most int) {
	for _, known := range op.doc.Parameters {
		if known.Name == name && known.In == in {
			return
		}
	}
	op.doc.Parameters = append(op.doc.Parameters, &huma.Param{
		Name: name, In: in, Description: about, Schema: &huma.Schema{Type: huma.TypeString, MaxLength: &most},
	})
}

// completeSuccess describes the further successful statuses and answers that are no JSON.
func (op *operation) completeSuccess(known *schemas) {
	first := op.doc.Responses[strconv.Itoa(op.doc.DefaultStatus)]
	if op.Produces != "" || op.Answer != nil {
		first.Content = map[string]*huma.MediaType{}
	}
	if op.Produces != "" {
		first.Content[op.Produces] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString}}
	}
	if op.Answer != nil {
		first.Content[jsonType] = &huma.MediaType{Schema: known.Schema(reflect.TypeOf(op.Answer), true, op.ID+"Answer")}
	}
	for _, status := range op.Also {
		also := *first
		also.Description = http.StatusText(status)
		op.doc.Responses[strconv.Itoa(status)] = &also
	}
	delete(op.doc.Responses, "default")
}

// completeFailures describes every failure that the route can answer with, all in one form.
func (op *operation) completeFailures() {
	codes := map[int][]string{}
	add := func(status int, code string) { codes[status] = append(codes[status], code) }
	if len(op.doc.Parameters) > 0 || op.doc.RequestBody != nil {
		add(http.StatusBadRequest, errMalformed.Code)
	}
	if op.takesJSON() {
		add(http.StatusBadRequest, errBadJSON.Code)
		add(http.StatusRequestEntityTooLarge, errTooLarge.Code)
		add(http.StatusUnsupportedMediaType, "unsupported_media_type")
	}
	if op.Access != Open {
		add(http.StatusUnauthorized, errNoToken.Code)
		add(http.StatusForbidden, errForbidden.Code)
	}
	if op.Method == http.MethodPost {
		add(http.StatusConflict, errRunning.Code)
		add(http.StatusUnprocessableEntity, errReused.Code)
	}
	if op.Limit.Burst > 0 {
		add(http.StatusTooManyRequests, errTooOften.Code)
	}
	for _, f := range op.Fails {
		add(statuses[f.Kind], f.Code)
	}
	for status, list := range codes {
		op.doc.Responses[strconv.Itoa(status)] = failure(http.StatusText(status) + ": `" + strings.Join(list, "`, `") + "`")
	}
	op.doc.Responses["default"] = failure("Any other failure.")
}

func failure(about string) *huma.Response {
	return &huma.Response{
		Description: about,
		Content:     map[string]*huma.MediaType{problemType: {Schema: &huma.Schema{Ref: schemaPrefix + "Problem"}}},
	}
}

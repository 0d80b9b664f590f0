package identityhttp

import (
	"context"
	"net/http"

	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/rest"
)

type registerInput struct {
	Body registration
}

type registerOutput struct {
	Location  string        `header:"Location"`
	SetCookie []http.Cookie `header:"Set-Cookie"`
	Body      registered
}

func (h *handlers) register(ctx context.Context, call rest.Call, in *registerInput) (*registerOutput, error) {
	role, err := roleOf(in.Body.Role)
	if err != nil {
		return nil, err
	}
	made, err := h.svc.Register(ctx, identity.Register{
		ID: identity.UserID(call.Operation), Email: in.Body.Email, Password: in.Body.Password, Role: role, By: call.Actor,
	})
	if err != nil {
		return nil, err
	}
	out := &registerOutput{Location: "/api/users/" + made.User.ID.String(), Body: wireRegistered(made)}
	if made.Session != nil {
		out.SetCookie = h.signedInCookies(*made.Session, call.Actor)
	}
	return out, nil
}

type userOutput struct {
	Body user
}

func (h *handlers) me(ctx context.Context, call rest.Call, _ *struct{}) (*userOutput, error) {
	return h.readUser(ctx, call.Actor.Customer)
}

type userInput struct {
	ID id.UUID `path:"id"`
}

// user answers for somebody else's account as for one that does not exist.
func (h *handlers) user(ctx context.Context, call rest.Call, in *userInput) (*userOutput, error) {
	if in.ID != call.Actor.Customer && !call.Actor.Is(actor.Admin) {
		return nil, identity.ErrNoSuchUser
	}
	return h.readUser(ctx, in.ID)
}

func (h *handlers) readUser(ctx context.Context, user id.UUID) (*userOutput, error) {
	u, err := h.svc.User(ctx, identity.UserID(user))
	if err != nil {
		return nil, err
	}
	return &userOutput{Body: wireUser(u)}, nil
}

type linkInput struct {
	Body linkToken
}

func (h *handlers) verify(ctx context.Context, _ rest.Call, in *linkInput) (*struct{}, error) {
	return nil, h.svc.Verify(ctx, in.Body.Token)
}

func (h *handlers) askVerification(ctx context.Context, call rest.Call, _ *struct{}) (*struct{}, error) {
	return nil, h.svc.AskVerification(ctx, identity.UserID(call.Actor.Customer))
}

type addressInput struct {
	Body address
}

func (h *handlers) askReset(ctx context.Context, _ rest.Call, in *addressInput) (*struct{}, error) {
	return nil, h.svc.AskReset(ctx, in.Body.Email)
}

type resetInput struct {
	Body newPassword
}

func (h *handlers) reset(ctx context.Context, _ rest.Call, in *resetInput) (*struct{}, error) {
	return nil, h.svc.Reset(ctx, in.Body.Token, in.Body.Password)
}

type usersInput struct {
	rest.List
	Query string `query:"q" maxLength:"254" doc:"A part of the address."`
}

func (h *handlers) users(ctx context.Context, call rest.Call, in *usersInput) (*rest.Page[user], error) {
	after, err := rest.ReadCursor[string](in.Cursor)
	if err != nil {
		return nil, err
	}
	page, next, err := h.svc.Users(ctx, in.Query, after, in.Size())
	if err != nil {
		return nil, err
	}
	list := make([]user, len(page))
	for i, u := range page {
		list[i] = wireUser(u)
	}
	if next != "" {
		next = rest.Cursor(next)
	}
	return rest.NextPage(call, list, next), nil
}

type roleInput struct {
	ID   id.UUID `path:"id"`
	Body newRole
}

func (h *handlers) setRole(ctx context.Context, call rest.Call, in *roleInput) (*userOutput, error) {
	role, err := roleOf(in.Body.Role)
	if err != nil {
		return nil, err
	}
	u, err := h.svc.SetRole(ctx, identity.UserID(in.ID), role, call.Actor)
	if err != nil {
		return nil, err
	}
	return &userOutput{Body: wireUser(u)}, nil
}

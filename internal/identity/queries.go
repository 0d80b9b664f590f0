package identity

import (
	"context"
	"fmt"
)

// UserQuery asks for accounts whose folded address comes after After and holds Text, at most Limit.
type UserQuery struct {
	Text  string // folded
	After string
	Limit int
}

// User returns an account, or ErrNoSuchUser.
func (s *Service) User(ctx context.Context, user UserID) (User, error) {
	u, err := s.store.User(ctx, user)
	if err != nil {
		return User{}, fmt.Errorf("load an account: %w", err)
	}
	return u, nil
}

// Users lists accounts by address. After is the folded address of the last one seen; next is "" when there are no more.
func (s *Service) Users(ctx context.Context, text, after string, limit int) (page []User, next string, err error) {
	page, err = s.store.Users(ctx, UserQuery{Text: Fold(text), After: after, Limit: limit + 1})
	if err != nil {
		return nil, "", fmt.Errorf("list accounts: %w", err)
	}
	if len(page) > limit {
		page = page[:limit]
		next = page[limit-1].Folded
	}
	return page, next, nil
}

package client

import (
	"context"
	"time"
)

// Guest is a guest's session.
type Guest struct {
	CustomerID string    `json:"customerId"`
	GuestToken string    `json:"guestToken"`
	ExpiresAt  time.Time `json:"expiresAt"`
}

// SignIn is an account's session.
type SignIn struct {
	Token        string    `json:"token"`
	ExpiresAt    time.Time `json:"expiresAt"`
	UserRole     string    `json:"userRole"`
	UserEmail    string    `json:"userEmail"`
	CustomerID   string    `json:"customerId"`
	RefreshToken string    `json:"refreshToken"`
}

// Registered is a new account, with its session.
type Registered struct {
	UserID string `json:"userId"`
	Email  string `json:"email"`
	Role   string `json:"role"`
	Token  string `json:"token"`
}

// BeginGuest begins a guest's session.
func (c *Client) BeginGuest(ctx context.Context) (Guest, error) {
	var g Guest
	_, err := c.post(ctx, "/guests", "", nil, &g)
	return g, err
}

// SignIn signs in; called with a guest's token it takes the guest over.
func (c *Client) SignIn(ctx context.Context, email, password string) (SignIn, error) {
	var s SignIn
	_, err := c.post(ctx, "/token", "", map[string]string{"email": email, "password": password}, &s)
	return s, err
}

// Register makes an account; called with a guest's token it takes the guest over.
func (c *Client) Register(ctx context.Context, email, password string) (Registered, error) {
	var r Registered
	_, err := c.post(ctx, "/users", "", map[string]string{"email": email, "password": password}, &r)
	return r, err
}

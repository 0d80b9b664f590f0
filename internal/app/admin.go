package app

import (
	"context"
)

type adminCommand struct {
	Create adminCreate `cmd:"" help:"Make an administrator and print the password."`
}

type adminCreate struct {
	Email    string `arg:"" help:"Mail address to sign in with."`
	Password string `env:"SPECKIT_ADMIN_PASSWORD" help:"Password; one is made where none is given."`
}

// Run makes the account. Nobody can register as one.
func (a adminCreate) Run(c call) error {
	return withGround(c, func(ctx context.Context, g *ground) error {
		p, err := newProcess(ctx, g)
		if err != nil {
			return err
		}
		defer p.closeLanes()
		user, password, err := p.Identity.CreateAdmin(ctx, a.Email, a.Password)
		if err != nil {
			return err
		}
		c.say("administrator %s", user.Email)
		if a.Password == "" {
			c.say("password      %s", password)
		}
		return nil
	})
}

type catalogCommand struct {
	Rebuild catalogRebuild `cmd:"" help:"Take every seat's status from inventory again."`
}

type catalogRebuild struct{}

// Run rebuilds the seat map of every event.
func (catalogRebuild) Run(c call) error {
	return withGround(c, func(ctx context.Context, g *ground) error {
		p, err := newProcess(ctx, g)
		if err != nil {
			return err
		}
		defer p.closeLanes()
		events, err := p.Catalog.Rebuild(ctx)
		if err != nil {
			return err
		}
		c.say("rebuilt the seat maps of %d events", events)
		return nil
	})
}

package neostore

import (
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/log"
)

// Config says where the database is. Only URI must be given.
type Config struct {
	URI          string        // neo4j://host, neo4j+s://host, bolt://host:port
	User         string        // empty: no authentication
	Password     string        // or PasswordFile
	PasswordFile string        // a file whose first line is the password
	Database     string        // empty: the user's home database
	Pool         int           // connections at most; 0: the driver's 100
	Acquire      time.Duration // how long a request may wait for a connection; 0: 5 seconds
	Refresh      time.Duration // how often the current release is looked up; 0: 2 seconds

	// Bolt is told every message of a read to and from the database: for whoever
	// counts statements. It sees parameters. Nil: nobody is told.
	Bolt log.BoltLogger
}

// driver makes the driver; no connection is opened by it. Returns an error that
// names what is wrong with the configuration.
func (c Config) driver() (neo4j.DriverWithContext, error) {
	auth, err := c.auth()
	if err != nil {
		return nil, err
	}
	driver, err := neo4j.NewDriverWithContext(c.URI, auth, func(d *config.Config) {
		d.ConnectionAcquisitionTimeout = or(c.Acquire, 5*time.Second)
		d.SocketConnectTimeout = 5 * time.Second
		d.MaxTransactionRetryTime = 5 * time.Second
		d.UserAgent = "waymark"
		if c.Pool > 0 {
			d.MaxConnectionPoolSize = c.Pool
		}
	})
	if err != nil {
		return nil, fmt.Errorf("the address %q of Neo4j cannot be used; write neo4j://host, neo4j+s://host or bolt://host:port: %w", c.URI, err)
	}
	return driver, nil
}

func (c Config) auth() (neo4j.AuthToken, error) {
	password := c.Password
	if c.PasswordFile != "" {
		text, err := os.ReadFile(c.PasswordFile)
		if err != nil {
			return neo4j.AuthToken{}, fmt.Errorf("read the password file of Neo4j: %w", err)
		}
		password, _, _ = strings.Cut(string(text), "\n")
		password = strings.TrimSuffix(password, "\r")
	}
	if c.User == "" {
		return neo4j.NoAuth(), nil
	}
	return neo4j.BasicAuth(c.User, password, ""), nil
}

func or(d, otherwise time.Duration) time.Duration {
	if d == 0 {
		return otherwise
	}
	return d
}

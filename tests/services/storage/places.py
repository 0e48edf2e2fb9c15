"""Say where the tests' PostgreSQL is."""

SERVER = "host=127.0.0.1 port=5432 user=root connect_timeout=3"

#!/bin/sh
# Starts the image's own entrypoint with the key by which the members of the
# replica set know each other. mongod wants it in a file that nobody else can read.
set -eu
umask 077
rm -f /tmp/replica-set.key
printf '%s' "$ANJU_MONGODB_KEY" >/tmp/replica-set.key
chown mongodb:mongodb /tmp/replica-set.key
unset ANJU_MONGODB_KEY
exec docker-entrypoint.sh mongod --replSet rs0 --bind_ip_all --keyFile /tmp/replica-set.key

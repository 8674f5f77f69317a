#!/usr/bin/env bash
# Whether this member is the primary of its replica set, which is made the first time. The password stays out of the list of processes.
exec mongosh --quiet --tls --tlsCAFile /certificates/ca.pem --host localhost --eval '
  db.getSiblingDB("admin").auth(process.env.MONGO_INITDB_ROOT_USERNAME, process.env.MONGO_INITDB_ROOT_PASSWORD);
  try { rs.status(); } catch (none) { rs.initiate({ _id: "market", members: [{ _id: 0, host: "mongodb:27017" }] }); }
  if (!db.hello().isWritablePrimary) quit(1);'

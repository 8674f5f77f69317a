// Run once, by the image, while the database is made: the account of the site, with rights on its own database alone.
db.getSiblingDB("marketplace").createUser({
  user: "marketplace",
  pwd: process.env.MARKETPLACE_MONGODB_PASSWORD,
  roles: [
    { role: "readWrite", db: "marketplace" },
    { role: "dbAdmin", db: "marketplace" }, // validators and indexes are made ready at every start
  ],
});

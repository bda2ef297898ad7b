// Serves the graph with @neo4j/graphql on graphql-yoga, as their documentation
// sets them up: node server.js BOLT-URI. It prints its address when it is ready
// and ends when its standard input does.
"use strict";

const { createServer } = require("node:http");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { Neo4jGraphQL } = require("@neo4j/graphql");
const { createYoga } = require("graphql-yoga");
const neo4j = require("neo4j-driver");

async function main() {
  const typeDefs = readFileSync(join(__dirname, "typedefs.graphql"), "utf8");
  const driver = neo4j.driver(process.argv[2], undefined, { disableLosslessIntegers: true });
  const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema();
  const server = createServer(createYoga({ schema, graphiql: false, logging: "error" }));
  server.listen(0, "127.0.0.1", () => {
    console.log(`ready http://127.0.0.1:${server.address().port}/graphql`);
  });
  process.stdin.resume();
  process.stdin.on("end", async () => {
    server.closeAllConnections();
    server.close();
    await driver.close();
  });
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});

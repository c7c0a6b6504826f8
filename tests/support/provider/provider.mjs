// An OpenID Connect provider for the tests: real discovery, keys, PKCE and forms.
// Usage: node provider.mjs PORT REDIRECT_URI
import { createServer } from "node:http";
import Provider from "oidc-provider";

const [port, redirectUri] = process.argv.slice(2);

// Whoever signs in as `email=…&email_verified=true&sub=…` is shown with these claims.
const claimsOf = (said) => {
  const claims = Object.fromEntries(new URLSearchParams(said));
  return { sub: said, ...claims, email_verified: claims.email_verified === "true", steps: (claims.steps || "").split(" ") };
};

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{
    client_id: "nod",
    client_secret: "a-secret-of-the-tests-alone-0123456789",
    redirect_uris: [redirectUri],
    response_types: ["code"],
    grant_types: ["authorization_code"],
  }],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["preferred_username", "steps"] },
  conformIdTokenClaims: false,
  pkce: { required: () => true, methods: ["S256"] },
  features: { devInteractions: { enabled: true } },
  cookies: { keys: ["a-key-of-the-tests-alone"] },
  findAccount: (_context, id) => ({ accountId: id, claims: () => claimsOf(id) }),
});

createServer(provider.callback()).listen(Number(port), "127.0.0.1", () => console.log("ready"));

// A client of others, driven by a test: each line it reads is a step with its arguments as JSON, each line it writes is what came of it.
import { createInterface } from 'node:readline';
import * as oidc from 'openid-client';

const insecure = { execute: [oidc.allowInsecureRequests] };
let config, verifier, state, nonce, tokens;

const steps = {
  async discover({ issuer, id, secret }) {
    config = await oidc.discovery(new URL(issuer), id, secret, secret ? oidc.ClientSecretBasic(secret) : oidc.None(), insecure);
    return { issuer: config.serverMetadata().issuer };
  },
  async leave({ redirect, scope }) {
    verifier = oidc.randomPKCECodeVerifier();
    state = oidc.randomState();
    nonce = oidc.randomNonce();
    return {
      url: oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirect, scope, state, nonce, code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256', max_age: '600',
      }).href,
    };
  },
  async returned({ url }) {
    tokens = await oidc.authorizationCodeGrant(config, new URL(url), { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true, maxAge: 600 });
    return tokens.claims();
  },
  async userInfo() {
    return await oidc.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
  },
  async refresh() {
    const before = tokens.refresh_token;
    tokens = { ...(await oidc.refreshTokenGrant(config, before)), claims: tokens.claims };
    return { turned: tokens.refresh_token !== before, before };
  },
  async refreshWith({ token }) {
    await oidc.refreshTokenGrant(config, token);
    return {};
  },
  async out({ redirect }) {
    return { url: oidc.buildEndSessionUrl(config, { id_token_hint: tokens.id_token, post_logout_redirect_uri: redirect }).href };
  },
  async clientCredentials({ scope }) {
    tokens = await oidc.clientCredentialsGrant(config, scope ? { scope } : {});
    return { token: tokens.access_token, type: tokens.token_type, scope: tokens.scope };
  },
  async call({ url }) {
    return { status: (await oidc.fetchProtectedResource(config, tokens.access_token, new URL(url), 'GET')).status };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { step, ...given } = JSON.parse(line);
  let said;
  try {
    said = await steps[step](given);
  } catch (error) {
    said = { error: error.error ?? error.cause?.[0]?.parameters?.error ?? error.code ?? error.message };
  }
  console.log(JSON.stringify(said));
}

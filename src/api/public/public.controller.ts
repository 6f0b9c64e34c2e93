import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { PublicRoute } from '../auth/route-access.js';
import { type ApiSettings, CENTRE_KEY, type CentreKey, SETTINGS } from '../dependencies.js';
import { Returns } from '../openapi/returns.js';

const Keys = z.object({
  keys: z.array(
    z.object({
      kty: z.literal('OKP'),
      crv: z.literal('Ed25519'),
      x: z.string(),
      kid: z.string(),
      use: z.literal('sig'),
      alg: z.literal('EdDSA'),
    }),
  ),
});
const Configuration = z.object({
  environment: z.string(),
  /** Where a demonstration signs in; null where only the console may sign people in. */
  issuer: z.string().nullable(),
  demoSignIn: z.boolean(),
});

/** The centre's public keys and what a page must know, open to everybody. */
@ApiTags('operation')
@Controller('v1')
export class PublicController {
  constructor(
    @Inject(SETTINGS) private readonly settings: ApiSettings,
    @Inject(CENTRE_KEY) private readonly key: CentreKey,
  ) {}

  @Get('keys')
  @PublicRoute()
  @ApiOperation({ summary: "The centre's public keys (JWKS): they verify its orders, answers and records" })
  @Returns(200, Keys, 'The key set')
  keys(): z.infer<typeof Keys> {
    const { kty, crv, x } = this.key.publicJwk;
    return { keys: [{ kty, crv, x, kid: this.key.keyId, use: 'sig', alg: 'EdDSA' }] };
  }

  @Get('configuration')
  @PublicRoute()
  @ApiOperation({ summary: 'What a page needs to know before anybody has signed in' })
  @Returns(200, Configuration, 'The configuration')
  configuration(): z.infer<typeof Configuration> {
    const demoSignIn = this.settings.environment === 'embedded';
    return { environment: this.settings.environment, issuer: demoSignIn ? this.settings.oidcIssuer : null, demoSignIn };
  }
}

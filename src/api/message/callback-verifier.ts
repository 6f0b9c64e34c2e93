import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { reckonedNow } from '../../persistence/clock.js';
import { CENTRE } from '../../persistence/party/centre.js';
import { loadPartyDirectory } from '../../persistence/party/party-directory.js';
import { readClientCertificate } from '../../signing/client-certificate.js';
import { loadPublicKey } from '../../signing/keys.js';
import { verifyRequest } from '../../signing/verify-request.js';
import type { Signer } from '../auth/route-access.js';
import { type ApiSettings, SETTINGS } from '../dependencies.js';
import type { ApiRequest } from '../http/api-request.js';
import { readRawBody } from '../http/raw-body.js';
import { ApiProblem } from '../problem/api-problem.js';
import type { SignedCaller } from './signed-caller.js';

/**
 * Verifies the signature of a callback, notice or appeal over its raw bytes, with the keys of the
 * party table.
 */
@Injectable()
export class CallbackVerifier {
  private readonly authority: string;
  private readonly asksCertificates: boolean;

  constructor(
    private readonly db: DataSource,
    @Inject(SETTINGS) settings: ApiSettings,
  ) {
    this.authority = new URL(settings.publicUrl).host;
    this.asksCertificates = settings.clientCertificates === 'required';
  }

  /**
   * Returns who signed the request, and reads its body once the signature is good. Throws
   * `ApiProblem` `SIGNATURE.*`, also when the signer is not of the route's kind, and those of
   * `readRawBody`.
   */
  async verify(request: ApiRequest, kind: Signer): Promise<SignedCaller> {
    const { manager } = this.db;
    let keyOf: string | undefined;
    const verdict = await verifyRequest({
      method: request.method,
      url: request.originalUrl,
      authority: this.authority,
      headers: request.headersDistinct,
      body: async () => {
        const signer = keyOf === undefined ? undefined : (await loadPartyDirectory(manager)).find(keyOf);
        if (signer !== undefined) request.signedBy = signer.slug;
        await readRawBody(request);
        return request.rawBody;
      },
      now: await reckonedNow(manager),
      findKey: async (keyId) => {
        const key = (await loadPartyDirectory(manager)).findKey(keyId);
        keyOf = key?.partyId;
        return key === undefined ? undefined : { ...key, publicKey: loadPublicKey(key.publicJwk) };
      },
      requireWebhookId: true,
    });
    if (!verdict.ok) throw new ApiProblem(verdict.code, verdict.detail);
    const { webhookId } = verdict;
    if (webhookId === undefined) throw new Error('a callback was accepted without a webhook-id');
    const party = (await loadPartyDirectory(manager)).find(verdict.partyId);
    if (party === undefined || party.kind === CENTRE || (kind !== 'party' && party.kind !== kind))
      throw new ApiProblem('SIGNATURE.WRONG_PARTY', `this route is for every ${kind}, and for nobody else`);
    if (this.asksCertificates) await this.bindCertificate(request, party.slug);
    return { party: party.slug, verdict: { ...verdict, webhookId } };
  }

  /**
   * Throws `SIGNATURE.CERTIFICATE` unless a trusted proxy hands on a client certificate of the party that signed: a stolen
   * signing key alone, or a certificate alone, speaks for nobody.
   */
  private async bindCertificate(request: ApiRequest, slug: string): Promise<void> {
    if (!comesFromProxy(request))
      throw new ApiProblem('SIGNATURE.CERTIFICATE', 'it did not come through the proxy that asks for certificates');
    const read = readClientCertificate(request.headersDistinct['client-cert'], await reckonedNow(this.db.manager));
    if (!read.ok) throw new ApiProblem('SIGNATURE.CERTIFICATE', read.why);
    if (read.party !== slug)
      throw new ApiProblem('SIGNATURE.CERTIFICATE', 'its client certificate is of another party than its signature');
  }
}

/** Returns whether the other end of the connection is a proxy that the configuration trusts. */
function comesFromProxy({ app, socket }: ApiRequest): boolean {
  const trusts = app.get('trust proxy fn') as (address: string, hop: number) => boolean;
  return trusts(socket.remoteAddress ?? '', 0);
}

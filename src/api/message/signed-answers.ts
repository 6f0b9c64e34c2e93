import { Inject, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { canonicalText } from '../../persistence/exchange/message-body.js';
import { signResponse } from '../../signing/sign-response.js';
import { CENTRE_KEY, type CentreKey } from '../dependencies.js';
import type { ApiRequest } from '../http/api-request.js';

/**
 * Sends JSON answers. The centre signs an answer to a request that a known party signed, so that
 * the party can prove what it was answered.
 */
@Injectable()
export class SignedAnswers {
  constructor(@Inject(CENTRE_KEY) private readonly key: CentreKey) {}

  /**
   * Sends exactly the bytes that were signed, in canonical JSON, so that the same answer always
   * has the same hash.
   */
  send(request: ApiRequest, response: Response, status: number, contentType: string, body: object): void {
    const bytes = Buffer.from(canonicalText(body));
    const headers = { 'content-type': contentType };
    response.status(status).set(headers);
    if (request.signedCaller !== undefined) {
      const requestHeaders = request.headersDistinct;
      response.set(signResponse({ status, headers, body: bytes, requestHeaders, key: this.key, now: new Date() }));
    }
    response.end(bytes);
  }
}

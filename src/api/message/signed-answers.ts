import { Inject, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { canonicalText } from '../../persistence/exchange/message-body.js';
import { signResponse } from '../../signing/sign-response.js';
import { CENTRE_KEY, type CentreKey } from '../dependencies.js';
import type { ApiRequest } from '../http/api-request.js';

/**
 * Sends JSON answers, signed by the centre when the request was signed by a party we know, so that
 * the party can prove what it was told.
 */
@Injectable()
export class SignedAnswers {
  constructor(@Inject(CENTRE_KEY) private readonly key: CentreKey) {}

  /**
   * Answers with exactly the bytes that were signed, in canonical JSON: the same answer has the
   * same hash whenever it is given.
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

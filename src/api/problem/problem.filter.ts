import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import type { Response } from 'express';
import type { Logger } from 'pino';
import type { RefusalValues } from '../../domain/result.js';
import type { Problem } from '../../wire/common.js';
import { NoRoomError } from '../../persistence/attachment/file-store.js';
import { RunAgain } from '../../persistence/unit-of-work.js';
import { LOGGER } from '../dependencies.js';
import type { ApiRequest } from '../http/api-request.js';
import { RouteTable } from '../http/route-table.js';
import { SignedAnswers } from '../message/signed-answers.js';
import { ApiProblem } from './api-problem.js';
import { noSuchMethod } from './no-such-method.js';
import { problemKind } from './problem-table.js';
import { isDatabaseAway } from './is-database-away.js';

const RETRY_AFTER_SECONDS = 5;
const TYPE_PREFIX = 'urn:rangap:problem:';

function toValues({ at, belowSatang, mostSatang, most }: RefusalValues): Problem['values'] {
  return {
    at: at?.toISOString(),
    belowSatang: belowSatang?.toString(),
    mostSatang: mostSatang?.toString(),
    most,
  };
}

/**
 * Turns every thrown error into an RFC 9457 problem. It shows only texts that we wrote; an
 * unforeseen error is a 500 with an id to look up in the log.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly routes: RouteTable,
    private readonly signedAnswers: SignedAnswers,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<ApiRequest>();
    const response = host.switchToHttp().getResponse<Response>();
    const problem = this.problemOf(error, request);
    if (response.headersSent) {
      this.logger.error({ requestId: request.id, code: problem.code }, 'a request failed after its answer had begun');
      response.destroy();
      return;
    }
    const { status, title } = problemKind(problem.code);
    const body = {
      type: TYPE_PREFIX + problem.code,
      title,
      status,
      code: problem.code,
      detail: problem.detail,
      instance: `urn:rangap:request:${request.id}`,
      ...(problem.extra.faults === undefined ? {} : { errors: problem.extra.faults }),
      ...(problem.extra.values === undefined ? {} : { values: toValues(problem.extra.values) }),
    };
    if (status === 503 || status === 429)
      response.setHeader('retry-after', String(problem.extra.retryAfterSeconds ?? RETRY_AFTER_SECONDS));
    if (problem.extra.allow !== undefined) response.setHeader('allow', problem.extra.allow.join(', '));
    if (status === 401 && problem.code.startsWith('AUTH.')) response.setHeader('www-authenticate', 'Bearer');
    response.locals['problemCode'] = problem.code;
    this.signedAnswers.send(request, response, status, 'application/problem+json', body);
  }

  private problemOf(error: unknown, request: ApiRequest): ApiProblem {
    if (error instanceof ApiProblem) return error;
    if (error instanceof RunAgain) {
      this.logger.warn({ requestId: request.id }, 'others acted on the same record each time');
      return new ApiProblem('SERVICE.DATABASE', 'others act on the same record at the moment; try again');
    }
    if (isDatabaseAway(error)) {
      this.logger.warn({ requestId: request.id, err: error }, 'the database cannot be reached');
      return new ApiProblem('SERVICE.DATABASE', 'the record cannot be reached at the moment; try again');
    }
    if (error instanceof NoRoomError) {
      this.logger.error({ requestId: request.id, err: error }, 'there is no room for files');
      return new ApiProblem('ATTACHMENT.NO_ROOM', 'the store of files is full; nothing of the file was kept');
    }
    // Our own code throws ApiProblem only, so these come from the router: it found no handler, or could
    // not read a step of the path, which is not UTF-8.
    if (error instanceof HttpException && error.getStatus() === 404) return this.noHandler(request);
    if (error instanceof HttpException && error.getStatus() === 400)
      return new ApiProblem('REQUEST.MALFORMED', 'the path of the address is not UTF-8');
    this.logger.error({ requestId: request.id, err: error }, 'a request failed');
    return new ApiProblem('SERVICE.FAULT', 'the fault is logged under the id in "instance"');
  }

  private noHandler(request: ApiRequest): ApiProblem {
    const allow = this.routes.methodsOf(request.path);
    if (allow.length === 0) return new ApiProblem('REQUEST.ROUTE', 'there is no such route');
    return noSuchMethod(allow);
  }
}

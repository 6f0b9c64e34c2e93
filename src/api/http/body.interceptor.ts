import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Observable } from 'rxjs';
import { ApiProblem } from '../problem/api-problem.js';
import type { ApiRequest } from './api-request.js';
import { parseJson } from './parse-json.js';
import { TAKES_FILE } from './takes-file.js';
import { isForm, parseForm, TAKES_FORM } from './takes-form.js';

const METHODS_WITH_BODY = ['POST', 'PUT', 'PATCH'];

/**
 * Parses the body after the guard has let the caller in: JSON, or a form where the route says so. A
 * route for files reads its own.
 */
@Injectable()
export class BodyInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<ApiRequest>();
    const isFile = this.reflector.get<boolean | undefined>(TAKES_FILE, context.getHandler()) === true;
    const formFields = this.reflector.get<string[] | undefined>(TAKES_FORM, context.getHandler());
    if (METHODS_WITH_BODY.includes(request.method) && !isFile)
      request.body = formFields === undefined ? bodyOf(request) : formOf(request, formFields);
    return next.handle();
  }
}

function bodyOf(request: ApiRequest): unknown {
  if (!isJson(request.headers['content-type'] ?? '')) {
    throw new ApiProblem('REQUEST.MEDIA_TYPE', 'the content-type must be application/json in UTF-8');
  }
  const parsed = parseJson(request.rawBody);
  if (parsed.ok) return parsed.value;
  throw new ApiProblem(parsed.fault.pointer === '' ? 'REQUEST.MALFORMED' : 'REQUEST.SCHEMA', parsed.fault.detail, {
    faults: [parsed.fault],
  });
}

function formOf(request: ApiRequest, fields: readonly string[]): unknown {
  if (!isForm(request.headers['content-type'] ?? '')) {
    throw new ApiProblem('REQUEST.MEDIA_TYPE', 'the content-type must be application/x-www-form-urlencoded');
  }
  const form = parseForm(request.rawBody, fields);
  if (form !== undefined) return form;
  throw new ApiProblem('REQUEST.MALFORMED', `the form gives one of ${fields.join(', ')} twice`);
}

function isJson(contentType: string): boolean {
  return /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(contentType);
}

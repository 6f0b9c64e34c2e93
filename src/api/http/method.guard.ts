import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { noSuchMethod } from '../problem/no-such-method.js';
import type { ApiRequest } from './api-request.js';
import { RouteTable } from './route-table.js';

/**
 * Refuses a method that the path does not have before anything else is asked. The router would take
 * a word of ours in the path for the id of another route, and answer that it is none.
 */
@Injectable()
export class MethodGuard implements CanActivate {
  constructor(private readonly routes: RouteTable) {}

  canActivate(context: ExecutionContext): boolean {
    const { method, path } = context.switchToHttp().getRequest<ApiRequest>();
    const allow = this.routes.methodsOf(path);
    // Who may GET may ask for the head alone.
    if (allow.length === 0 || allow.includes(method === 'HEAD' ? 'GET' : method)) return true;
    throw noSuchMethod(allow);
  }
}

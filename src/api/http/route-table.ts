import { Injectable, type OnApplicationBootstrap, RequestMethod } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { Role } from '../../domain/freeze-request/freeze-request.js';
import { ACCESS, type Access } from '../auth/route-access.js';

interface Route {
  method: string;
  /** As the API's document names it, such as `/v1/cases/{id}`. */
  template: string;
  /** Who may call it as a person; none where nobody signs in. */
  roles: readonly Role[];
  pattern: RegExp;
  /** For each step of the path whether it may be anything (`1`) or is given (`0`): lower is more specific. */
  openness: string;
}

/**
 * All routes of the controllers, read once at start. It stops the start when a route declares no
 * access, and later answers which methods a path has.
 */
@Injectable()
export class RouteTable implements OnApplicationBootstrap {
  private routes: readonly Route[] = [];

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onApplicationBootstrap(): void {
    this.routes = this.discovery.getControllers().flatMap((wrapper) => {
      const { metatype } = wrapper;
      const instance: unknown = wrapper.instance;
      if (typeof instance !== 'object' || instance === null || typeof metatype !== 'function') return [];
      const prototype = Object.getPrototypeOf(instance) as Record<string, unknown>;
      const base = pathOf(metatype);
      return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
        const handler = prototype[name];
        const path = typeof handler === 'function' ? pathOf(handler) : undefined;
        if (typeof handler !== 'function' || path === undefined) return [];
        const access = Reflect.getMetadata(ACCESS, handler) as Access | undefined;
        if (access === undefined) {
          throw new Error(
            `${metatype.name}.${name} is a route that declares no access: add @Roles, @SignedBy or @PublicRoute`,
          );
        }
        const method = RequestMethod[Number(Reflect.getMetadata('method', handler))] ?? 'GET';
        const roles = 'roles' in access ? access.roles : [];
        return [{ method, roles, ...toPattern(`/${base ?? ''}/${path}`) }];
      });
    });
  }

  /**
   * Returns the methods of a path; none for a path without a route. Where a step is a word of ours
   * (`/v1/appeals/status`), it is not also an id (`/v1/appeals/{id}`).
   */
  methodsOf(path: string): string[] {
    const routes = this.routes.filter(({ pattern }) => pattern.test(path));
    const [mostSpecific] = routes.map(({ openness }) => openness).sort();
    return [...new Set(routes.filter(({ openness }) => openness === mostSpecific).map(({ method }) => method))].sort();
  }

  /** Returns the calls that a person with one of these roles may make, such as `GET /v1/cases/{id}`. */
  callsOf(roles: readonly Role[]): string[] {
    return this.routes
      .filter((route) => route.roles.some((role) => roles.includes(role)))
      .map(({ method, template }) => `${method} ${template}`)
      .sort();
  }
}

function pathOf(target: object): string | undefined {
  const path: unknown = Reflect.getMetadata('path', target);
  return typeof path === 'string' ? path : undefined;
}

/** Builds the pattern of a path; like the router, it ignores repeated and trailing slashes. */
function toPattern(address: string): Pick<Route, 'pattern' | 'openness' | 'template'> {
  const parts = address.split('/').filter((part) => part !== '');
  const expressions = parts.map((part) =>
    part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  );
  return {
    template: `/${parts.map((part) => part.replace(/^:(.*)$/, '{$1}')).join('/')}`,
    pattern: new RegExp(`^/${expressions.join('/')}/?$`, 'i'),
    openness: parts.map((part) => (part.startsWith(':') ? '1' : '0')).join(''),
  };
}

import { Injectable, type OnApplicationBootstrap, RequestMethod } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { ACCESS } from '../auth/route-access.js';

interface Route {
  method: string;
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
        if (Reflect.getMetadata(ACCESS, handler) === undefined) {
          throw new Error(
            `${metatype.name}.${name} is a route that declares no access: add @Roles, @SignedBy or @PublicRoute`,
          );
        }
        const method = RequestMethod[Number(Reflect.getMetadata('method', handler))] ?? 'GET';
        return [{ method, ...toPattern(`/${base ?? ''}/${path}`) }];
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
}

function pathOf(target: object): string | undefined {
  const path: unknown = Reflect.getMetadata('path', target);
  return typeof path === 'string' ? path : undefined;
}

/** Builds the pattern of a path; like the router, it ignores repeated and trailing slashes. */
function toPattern(template: string): Pick<Route, 'pattern' | 'openness'> {
  const parts = template.split('/').filter((part) => part !== '');
  const expressions = parts.map((part) =>
    part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  );
  return {
    pattern: new RegExp(`^/${expressions.join('/')}/?$`, 'i'),
    openness: parts.map((part) => (part.startsWith(':') ? '1' : '0')).join(''),
  };
}

import { Injectable, type OnApplicationBootstrap, RequestMethod } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { ACCESS } from '../auth/route-access.js';

interface Route {
  method: string;
  pattern: RegExp;
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
        return [{ method, pattern: toPattern(`/${base ?? ''}/${path}`) }];
      });
    });
  }

  /** Returns the methods of a path; none for a path without a route. */
  methodsOf(path: string): string[] {
    return [...new Set(this.routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))].sort();
  }
}

function pathOf(target: object): string | undefined {
  const path: unknown = Reflect.getMetadata('path', target);
  return typeof path === 'string' ? path : undefined;
}

/** Builds the pattern of a path; like the router, it ignores repeated and trailing slashes. */
function toPattern(template: string): RegExp {
  const parts = template.split('/').filter((part) => part !== '');
  const expressions = parts.map((part) =>
    part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  );
  return new RegExp(`^/${expressions.join('/')}/?$`, 'i');
}

import { applyDecorators } from '@nestjs/common';
import { ApiExtension, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';

/**
 * Extension under which a route notes the problems that only it has; the finished document lists
 * them by status.
 */
export const PROBLEMS_EXTENSION = 'x-problems';

/** Documents a route's answer. */
export function Returns(status: number, schema: z.ZodType, description: string): MethodDecorator {
  return ApiResponse({ status, standardSchema: schema, description });
}

/** Documents problem codes of a route beyond those that every route of its kind has. */
export function Problems(...codes: string[]): MethodDecorator {
  return applyDecorators(ApiExtension(PROBLEMS_EXTENSION, codes));
}

import { applyDecorators } from '@nestjs/common';
import { ApiExtension, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';

/** Extension that holds a route's own problems; the finished document lists them by status. */
export const PROBLEMS_EXTENSION = 'x-problems';

/** Documents a route's answer. */
export function Returns(status: number, schema: z.ZodType, description: string): MethodDecorator {
  return ApiResponse({ status, standardSchema: schema, description });
}

/** Documents a route's problem codes beyond those that every route of its kind has. */
export function Problems(...codes: string[]): MethodDecorator {
  return applyDecorators(ApiExtension(PROBLEMS_EXTENSION, codes));
}

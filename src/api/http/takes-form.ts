import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiConsumes } from '@nestjs/swagger';

/** Metadata key of a route whose body is a form: the names of the fields that it reads. */
export const TAKES_FORM = 'rangap:takes form';

const FORM_TYPE = 'application/x-www-form-urlencoded';

/**
 * Says that the body of the route is a form, where a standard asks for one, and which fields the
 * route reads; all others take JSON.
 */
export function TakesForm(...fields: string[]): MethodDecorator {
  return applyDecorators(SetMetadata(TAKES_FORM, fields), ApiConsumes(FORM_TYPE));
}

/** Returns whether a content type is that of a form. */
export function isForm(contentType: string): boolean {
  return contentType.split(';')[0]?.trim().toLowerCase() === FORM_TYPE;
}

/**
 * Reads these fields of a form, and no others. Returns undefined where one of them is given twice,
 * so that nobody may choose which one counts.
 */
export function parseForm(bytes: Uint8Array, fields: readonly string[]): Record<string, string> | undefined {
  const given = [...new URLSearchParams(new TextDecoder().decode(bytes))].filter(([name]) => fields.includes(name));
  const form = Object.fromEntries(given);
  return Object.keys(form).length === given.length ? form : undefined;
}

import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiConsumes } from '@nestjs/swagger';

/** Metadata key of a route whose body is a form. */
export const TAKES_FORM = 'rangap:takes form';

const FORM_TYPE = 'application/x-www-form-urlencoded';

/** Says that the body of the route is a form, where a standard asks for one; all others take JSON. */
export function TakesForm(): MethodDecorator {
  return applyDecorators(SetMetadata(TAKES_FORM, true), ApiConsumes(FORM_TYPE));
}

/** Returns whether a content type is that of a form. */
export function isForm(contentType: string): boolean {
  return contentType.split(';')[0]?.trim().toLowerCase() === FORM_TYPE;
}

/** Reads a form; undefined where a name is given twice, so that nobody may choose which one counts. */
export function parseForm(bytes: Uint8Array): Record<string, string> | undefined {
  const fields = [...new URLSearchParams(new TextDecoder().decode(bytes))];
  const names = new Set(fields.map(([name]) => name));
  return names.size === fields.length ? Object.fromEntries(fields) : undefined;
}

import { DefaultNamingStrategy } from 'typeorm';

/** `caseId` in TypeScript, `case_id` in SQL; entities name their tables themselves. */
export class SnakeNaming extends DefaultNamingStrategy {
  override columnName(propertyName: string, customName: string | undefined): string {
    return customName ?? propertyName.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
  }
}

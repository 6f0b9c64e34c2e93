import { DefaultNamingStrategy } from 'typeorm';

/** Names the column of `caseId` `case_id`; entities name their tables themselves. */
export class SnakeNaming extends DefaultNamingStrategy {
  override columnName(propertyName: string, customName: string | undefined): string {
    return customName ?? propertyName.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
  }
}

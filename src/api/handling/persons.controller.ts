import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { readPersons } from '../../application/handling/read-persons.js';
import { CENTRE_ROLES } from '../../domain/freeze-request/freeze-request.js';
import { PersonList } from '../../wire/case/handling.js';
import { Roles } from '../auth/route-access.js';
import { Returns } from '../openapi/returns.js';

/** The persons of the centre: who is meant by the subjects of the record, and who may take a case over. */
@ApiTags('queue')
@Controller('v1/persons')
export class PersonsController {
  constructor(private readonly db: DataSource) {}

  @Get()
  @Roles(...CENTRE_ROLES)
  @ApiOperation({ summary: 'Persons of the centre who signed in within a month, with their names and roles' })
  @Returns(200, PersonList, 'The persons, by name')
  async list(): Promise<PersonList> {
    return { persons: await readPersons(this.db.manager) };
  }
}

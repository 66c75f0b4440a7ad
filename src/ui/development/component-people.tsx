import type { PersonView } from '../../services/app-api.ts';
import { AddressCard } from '../components/address-card.tsx';
import { Avatar } from '../components/avatar.tsx';
import { ButtonRow } from '../components/button-row.tsx';
import { FollowButton } from '../components/follow-button.tsx';
import { LookAlikeWarning } from '../components/look-alike-warning.tsx';
import { PersonRow } from '../components/person-row.tsx';
import type { ComponentSample } from './component-sample.ts';
import { me, people, stranger } from './sample-people.ts';
import { serverPeople } from './sample-servers.ts';

const [ada = me, ben = me, noa = me] = people;
const onServer = serverPeople[0] ?? me;
const twin: PersonView = { ...stranger, resembles: { id: ada.id, name: ada.name, samePicture: true } };

export const peopleSamples: readonly ComponentSample[] = [
  {
    name: 'Avatar',
    states: {
      'small, usual, large': (
        <ButtonRow>
          <Avatar person={ada} size="small" />
          <Avatar person={ada} />
          <Avatar person={ada} size="large" />
        </ButtonRow>
      ),
      'without a picture': (
        <ButtonRow>
          {people.slice(0, 6).map((person) => (
            <Avatar key={person.id} person={{ ...person, icon: undefined }} />
          ))}
        </ButtonRow>
      ),
    },
  },
  {
    name: 'PersonRow, FollowButton',
    states: {
      followed: (
        <PersonRow person={ada}>
          <FollowButton person={ada} />
        </PersonRow>
      ),
      'not followed': (
        <PersonRow person={stranger}>
          <FollowButton person={stranger} />
        </PersonRow>
      ),
      'a very long name': (
        <PersonRow person={ben}>
          <FollowButton person={ben} />
        </PersonRow>
      ),
      'from right to left': <PersonRow person={noa} detail="read 2m" />,
      'on a server': <PersonRow person={onServer} />,
    },
  },
  {
    name: 'LookAlikeWarning',
    states: { 'same name and picture': <LookAlikeWarning person={twin} /> },
  },
  { name: 'AddressCard', states: { usual: <AddressCard person={me} link={me.link} /> } },
];

import type { components, paths } from './schema.gen'

/** The contract's shapes under short names; all of them come from the generated file. */
type Schemas = components['schemas']

export type Me = Schemas['Me']
export type Status = Schemas['Status']
export type Severity = Schemas['Severity']
export type Nature = Schemas['Nature']
export type Category = Schemas['Category']
export type Attachment = Schemas['Attachment']
export type Suggestion = Schemas['Suggestion']
export type Clock = Schemas['Clock']
export type Plan = Schemas['Plan']
export type Option = Schemas['Option']
export type MatterItem = Schemas['MatterItem']
export type Matter = Schemas['Matter']
export type MatterPage = Schemas['MatterPage']
export type NewComplaint = Schemas['NewComplaint']
export type DemandKind = Schemas['DemandKind']
export type SubjectKind = Schemas['SubjectKind']
export type TimelineEntry = Schemas['TimelineEntry']
export type Catalogue = Schemas['Catalogue']
export type Owner = Schemas['Owner']

/** Command words, as in the paths `/complaints/{id}/<command>`. */
export type Command = {
  [P in keyof paths]: P extends `/complaints/{id}/${infer Word}` ? (paths[P] extends { post: { requestBody?: unknown } } ? Word : never) : never
}[keyof paths]

type BodyOf<Operation> = Operation extends { requestBody?: { content: { 'application/json': infer Body } } } ? Body : never

/** What a command carries. */
export type CommandBody<C extends Command> = `/complaints/{id}/${C}` extends infer P extends keyof paths ? BodyOf<paths[P]['post']> : never

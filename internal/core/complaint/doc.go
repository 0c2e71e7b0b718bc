// Package complaint is the heart of Anju: one matter (受理事项) from its
// registration to its sealed archive, as pure rules. It knows no clock and no
// store; time, policy and facts come in as values, the next state and its
// events go out.
//
//	registered ──judge(no)──▶ unfounded ──appeal──▶ registered
//	    │                        └──(15 days)──▶ closed
//	    ├──answer──▶ resolved / closed      ├──refer──▶ closed
//	    └──dispatch──▶ dispatched ──accept──▶ investigating ──conclude(不属实)──▶ unfounded
//	                       └──return──▶ registered   │  │
//	                          (repairs, critical) start  propose
//	                                               │     ▼
//	                                               │  proposed ──approve…──▶ offered ──accept──┐
//	                                               │     └─reject─▶ investigating ◀─reject─┘   │
//	                                               ▼                       disputed ◀─dispute  │
//	                                           executing ◀─────────────────────────────────────┘
//	                                               └──complete──▶ resolved ──confirm──▶ closed ──reopen──▶ investigating
//	                                                                  └──decline──▶ executing
//
// withdrawn and merged end a matter on the way; unmerge takes merging back.
//
// Where what stands:
//
//	the lifecycle   lifecycle.go is the whole table; who.go and guard.go hold what its rows ask,
//	                words.go its words, change.go carries a command out (Do) and says what is allowed
//	the matter      complaint.go; its parts by phase in reported.go (as it was brought), handled.go
//	                (judged, planned, offered), worked.go (visits, tasks, calls, who pays) and followed.go
//	                (paused, confirmed, evaluated); what has rules of its own beside them: payment.go,
//	                household.go, incident.go, agreement.go, ordernote.go
//	intake          intake.go, reported.go, warranty.go
//	judging         judging.go, reading.go (second reading, appeal), final.go, merging.go, linking.go
//	handling        dispatching.go, external.go, liability.go, planning.go, reckoning.go, approving.go,
//	                preview.go, reviewing.go, agreeing.go, agreement.go, disputing.go
//	the work        execution.go, visits.go, appointment.go, tasks.go, calls.go, paying.go (quote, fund, insurance)
//	money           payout.go, correcting.go, accountability.go
//	the end         closing.go, learning.go, retention.go, anonymise.go, anonymise_parts.go
//	many at once    group.go, household.go, incident.go, majoring.go
//	supervision     supervision.go (comment, urge, pause, extend, instruct), ordering.go, ordernote.go
//	letters         letters.go
//	time            clock.go, tick.go, asks.go, unsent.go
//	proof           event.go seals each entry; archive.go and archive_files.go export and verify them
//	sight           sight.go
//	lists, figures  derive.go and marks.go (what stores find a matter by), store.go, tally.go, load.go, span.go
//	commands        decode.go reads one that was kept, kinds.go names the entries of a timeline
package complaint

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
// Table in lifecycle.go is the whole of it; the verbs live in files by phase.
package complaint

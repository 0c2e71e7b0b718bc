package acceptance

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"anju/internal/store/mongotest"
)

// program is the built binary that every test starts.
var program string

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "anju-acceptance-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	program = filepath.Join(dir, "anju")
	if out, err := exec.Command("go", "build", "-o", program, "anju/api").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "the program does not build: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// scenario is one thing that must hold on every store. Scenarios run beside each
// other on one program, so each makes a community of its own.
type scenario struct {
	name string
	run  func(t *testing.T, c *cast)
}

var scenarios = []scenario{
	{"a complaint from the owner's phone to its sealed archive", walkTheWholeWay},
	{"three thousand yuan with two departments at fault, from the call to the payment", payForTwoDepartments},
	{"a repair without judging, plan or approval", repairOnTheShortTrack},
	{"the work: price, appointment, tasks, signature and call-back", workIsCarriedOut},
	{"a question answered and closed on the spot", answerOnTheSpot},
	{"what is not ours is referred", referElsewhere},
	{"an order over two matters is answered, checked and struck off", orderOverTwoMatters},
	{"a leader's word and a clerk's question are followed to their end", leadersAreAnswered},
	{"the supervision board counts what its lists hold", boardCounts},
	{"each reminder comes once, with two instances and one of them killed", remindedOnce},
	{"a hard case is read twice, appealed and finally answered", judgedTwice},
	{"a matter comes back, is asked about and handed over", handedOver},
	{"words to owners are pointed at, never an apology", wordsArePointedAt},
	{"danger is dispatched first and judged later", actFirstJudgeLater},
	{"who is on duty is written by week and rung by post", whoIsOnDuty},
	{"a deputy does for the one away what they may, and nothing after", deputiesStandIn},
	{"a shift is handed over and the morning read out", shiftAndMorning},
	{"a key is entrusted, given out for a visit and handed back", entrustKeys},
	{"words to the owner can be held and taken back", holdAndTakeBack},
	{"what is unfounded is answered, appealed once and read again", unfoundedAndAppealed},
	{"a refused offer goes back with the counter-demand", refuseTheOffer},
	{"approval follows the amount", approvalFollowsTheAmount},
	{"a group matter is joined by neighbours of the community", groupsJoin},
	{"three households of one matter agree, are paid and confirm each on its own", householdsEachOnTheirOwn},
	{"a major incident from its suggestion to its end", majorIncident},
	{"a dispute with body, case number and review", disputeWithReview},
	{"a merged matter shows its owner how the other one stands", mergedMatterFollows},
	{"a matter is merged and taken out again", mergesAndBack},
	{"clocks pause, move and are told", clocksPauseAndMove},
	{"the desk speaks for owners, the handling department never", deskSpeaksForOwners},
	{"owners come by file, rows with errors stay out", ownersComeByFile},
	{"pages, contract and health are served", doorsAreServed},
	{"owners' own submissions are limited by count", submissionsAreLimited},
	{"problems are told in two languages, all fields at once", problemsAreTold},
	{"refusals come in the order of the contract", refusalsInOrder},
	{"versions and If-Match guard against lost updates", versionsGuard},
	{"a POST repeated under its key happens once", repeatsHappenOnce},
	{"pages by cursor lose and repeat nothing while matters arrive", pagesWalkAll},
	{"words, phones and numbers find matters", searchFinds},
	{"filters, own writes and overdue in lists", listsShow},
	{"owners see what is theirs and nothing inside", ownersSeeTheirs},
	{"who brought a confidential matter stays with the desk", confidentialStays},
	{"an owner's name is masked wherever a matter tells it", namesAreMasked},
	{"neighbours read a group matter's course alone", neighboursReadTheCourse},
	{"tickets open one GET once", ticketsOpenOnce},
	{"attachments are sniffed, bounded and kept from strangers", attachmentsAreSafe},
	{"every operation by every role", everyOperationByEveryRole},
	{"a company learns from its matters", theCompanyLearns},
	{"replies begin with the desk's own words", repliesBeginWithTemplates},
	{"ten failures lock an account and strangers learn nothing", failuresLock},
	{"refresh cookies rotate and reuse ends the family", refreshRotates},
	{"a new password ends the other sessions, a code works once", passwordsAndCodes},
	{"an open page hears of a clerk's change", pagesHear},
	{"a visit goes into a calendar, moves there and is taken out", visitsGoIntoCalendars},
	{"a page resumes at another instance and after a restart, nothing lost or doubled", pagesResume},
	{"each who must know is told once, in their language", peopleAreTold},
	{"word goes out by e-mail, as each person chose", mailGoesOut},
	{"an address that does not work is shown", wrongAddressIsShown},
	{"a code for a forgotten password comes by e-mail", forgottenPasswordByMail},
	{"templates are worded anew and taken back", templatesAreWorded},
	{"instances share the post while the mail server is away", instancesShareThePost},
	{"other systems are told, signed, again after failures", webhooksTell},
	{"of many who accept one wins", oneAcceptWins},
	{"SIGTERM ends streams, finishes requests and exits 0", endsGracefully},
	{"the demo estate is there once the program is ready", demoLives},
	{"settings change while the program runs, and are kept", rulesChangeWhileItRuns},
	{"keys are made and kept, or asked for", keysAreKept},
	{"warranties of homes and of common parts are kept and say who would pay", warrantiesAreKept},
	{"tables become workbooks", tablesBecomeWorkbooks},
	{"a list of many pages is taken away whole, masked as on the screen, and noted", listsAreTakenWhole},
	{"a list that is too long for one file is cut in words", longListsAreCut},
	{"every list is taken away by who may read it", everyListByEveryRole},
	{"the ledger, its sums, the dashboard and the workbook agree", ledgerAgrees},
	{"the command line says what it did", commandLineHelps},
	{"nothing acknowledged is lost by kill -9", survivesKill},
}

// play starts the program on the store and runs every scenario on it. fresh
// gives a store of its own to a scenario that stops its program.
func play(t *testing.T, fresh func(t *testing.T) string) {
	h := start(t, fresh(t))
	c := assemble(t, h, fresh)
	for _, s := range scenarios {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			s.run(t, c)
		})
	}
}

func TestOnSQLite(t *testing.T) {
	t.Parallel()
	play(t, func(t *testing.T) string { return "sqlite:" + filepath.Join(t.TempDir(), "anju.db") })
}

func TestOnMongoDB(t *testing.T) {
	t.Parallel()
	play(t, func(t *testing.T) string { return mongotest.URI(t) })
}

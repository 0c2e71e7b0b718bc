package acceptance

import "testing"

func everyOperationByEveryRole(t *testing.T, c *cast) {}

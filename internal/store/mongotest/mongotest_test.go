package mongotest

import (
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

func TestEveryTestGetsADatabaseOfItsOwnOnAReplicaSet(t *testing.T) {
	one, two := Database(t), Database(t)
	require.NotEqual(t, one.Name(), two.Name())
	_, err := one.Collection("things").InsertOne(t.Context(), bson.M{"_id": 1})
	require.NoError(t, err)
	n, err := two.Collection("things").CountDocuments(t.Context(), bson.M{})
	require.NoError(t, err)
	require.Zero(t, n)

	var hello struct {
		SetName string `bson:"setName"`
	}
	require.NoError(t, one.RunCommand(t.Context(), bson.M{"hello": 1}).Decode(&hello))
	require.NotEmpty(t, hello.SetName, "a standalone is no replica set")
}

func TestURILeadsToItsDatabase(t *testing.T) {
	client, err := mongo.Connect(options.Client().ApplyURI(URI(t)))
	require.NoError(t, err)
	defer client.Disconnect(t.Context())
	require.NoError(t, client.Ping(t.Context(), nil))
}

func TestDatabaseGoesIntoTheConnectionString(t *testing.T) {
	for in, want := range map[string]string{
		"mongodb://127.0.0.1:1/?replicaSet=rs0":        "mongodb://127.0.0.1:1/x?replicaSet=rs0",
		"mongodb://a:1,b:2":                            "mongodb://a:1,b:2/x",
		"mongodb://u:p@a:1,b:2":                        "mongodb://u:p@a:1,b:2/x?authSource=admin",
		"mongodb://u:p@a/old?w=1":                      "mongodb://u:p@a/x?w=1&authSource=old",
		"mongodb+srv://u:p@cluster/?authSource=people": "mongodb+srv://u:p@cluster/x?authSource=people",
	} {
		require.Equal(t, want, withDatabase(in, "x"), in)
	}
}

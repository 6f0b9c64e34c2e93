import centre.ApiClient;
import centre.api.ComplaintsApi;
import centre.model.ComplaintBody;
import institution.model.HoldReceipt;
import java.io.File;

/**
 * Posts a complaint by the client that openapi-generator makes. API, TOKEN: the address and a token
 * of a hotline operator; BODY: a file with the complaint.
 */
public final class PostComplaint {
    public static void main(String[] arguments) throws Exception {
        ApiClient client = new ApiClient();
        client.updateBaseUri(System.getenv("API"));
        client.setRequestInterceptor(
                request -> request.header("authorization", "Bearer " + System.getenv("TOKEN")));
        ComplaintBody complaint =
                client.getObjectMapper().readValue(new File(System.getenv("BODY")), ComplaintBody.class);
        var accepted = new ComplaintsApi(client).complaintsReceive("java-" + System.nanoTime(), complaint);
        System.out.println(accepted.getCaseNo());
    }

    /** What an institution answers to an order; the compiler checks it by the protocol's document. */
    static HoldReceipt heldFull(String orderId, String amountSatang) {
        return new HoldReceipt()
                .orderId(orderId)
                .receiptSeq(1)
                .result(HoldReceipt.ResultEnum.HELD_FULL)
                .heldAmountSatang(amountSatang);
    }
}
